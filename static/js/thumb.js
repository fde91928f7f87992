// A small picture of a file that is not uploaded yet, drawn here: the content policy lets in no
// picture of an address made up by the page.

const DRAWN = /^image\/(jpeg|png|gif|webp|avif)$/;

/** Shows the canvas where the file is a picture that this browser reads. */
export async function drawThumb(canvas, blob) {
  if (!DRAWN.test(blob.type)) return;
  const bitmap = await createImageBitmap(blob).catch(() => null);
  if (!bitmap) return;
  const side = Math.min(bitmap.width, bitmap.height);
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext("2d").drawImage(bitmap, x, y, side, side, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  canvas.hidden = false;
}
