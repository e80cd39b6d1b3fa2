"""A small room for the tests, as a newcomer would write one: what docs/add-a-room.md walks through."""
