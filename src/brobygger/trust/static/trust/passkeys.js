// Joins the page's button for keys and passkeys to the browser's own dialogue (mfa/js/webauthn.js of allauth).
document.addEventListener('DOMContentLoaded', () => {
  for (const place of document.querySelectorAll('[data-passkey]')) {
    const what = JSON.parse(place.dataset.passkey)
    window.allauth.webauthn.forms[what.form](what)
  }
})
