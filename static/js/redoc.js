// The API's description with ReDoc, which would fetch its maker's logo from another host.

const setAttribute = Element.prototype.setAttribute;

HTMLImageElement.prototype.setAttribute = function (name, value) {
  if (name === "src" && new URL(value, location.href).origin !== location.origin) return;
  setAttribute.call(this, name, value);
};

const reader = document.querySelector("#reader");
// Its search runs in a worker made of a text, which the content policy forbids.
window.Redoc.init(reader.dataset.description, { disableSearch: true }, reader);
