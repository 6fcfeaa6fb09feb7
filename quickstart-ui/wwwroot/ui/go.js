/** Leaves for another page of this host. Never settles: what follows belongs to the next page. */
export function go(path) {
  location.assign(path);
  return new Promise(() => {});
}
