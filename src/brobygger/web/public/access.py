"""Who may read the public site: everyone, without telling who they are."""

from brobygger.trust import access

READ_PUBLIC = access.declare("public.read", scope="public")
