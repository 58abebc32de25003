// The one-time code stands behind # in the address, so that it is sent to no server and stands in no log.
"use strict";

const code = location.hash.slice(1);
if (code) {
  document.getElementById("code").value = code;
  history.replaceState(null, "", location.pathname);
}
