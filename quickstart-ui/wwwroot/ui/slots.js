/** Fills the places marked `data-slot="name"`; as text, never as markup. */
export function fill(root, values) {
  for (const [name, value] of Object.entries(values))
    for (const place of root.querySelectorAll(`[data-slot="${name}"]`)) place.textContent = value;
}
