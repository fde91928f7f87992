// The API's description with ReDoc, which would fetch its maker's logo from another host.

const image = HTMLImageElement.prototype;
const { setAttribute } = Element.prototype;
const src = Object.getOwnPropertyDescriptor(image, "src");

function isOurs(address) {
  const { origin, protocol } = new URL(address, location.href);
  return origin === location.origin || protocol === "data:";
}

// React does the one, and then the other. What cannot be loaded, ReDoc leaves out.
image.setAttribute = function (name, value) {
  if (name !== "src" || isOurs(value)) setAttribute.call(this, name, value);
};
Object.defineProperty(image, "src", {
  ...src,
  set(value) {
    if (isOurs(value)) src.set.call(this, value);
    else setTimeout(() => this.dispatchEvent(new Event("error")));
  },
});

const reader = document.querySelector("#reader");
// Its search runs in a worker made of a text, which the content policy forbids.
window.Redoc.init(reader.dataset.description, { disableSearch: true }, reader);
