// In the list of blocks to insert, what begins with the typed words stands before what only holds them:
// “Slut” before “Beslut”. Wagtail 8 keeps the order of the drawing; this goes when its list sorts by itself.
"use strict";

(() => {
  const { StreamBlock } = window.wagtailStreamField?.blocks ?? {};
  if (!StreamBlock?.prototype._createInsertionControl) return;
  const menus = new WeakMap(); // the place of an open list: the menu that draws it
  const patched = new WeakSet();

  function typedIn(menu) {
    return menu.combobox?.querySelector("input")?.value.trim().toLowerCase() ?? "";
  }

  function begins(item, typed) {
    return item.label.toLowerCase().startsWith(typed) ? 0 : 1;
  }

  function sortItemsOf(prototype) {
    const own = Object.getOwnPropertyDescriptor(prototype, "blockItems")?.get;
    if (!own || patched.has(prototype)) return;
    patched.add(prototype);
    Object.defineProperty(prototype, "blockItems", {
      get() {
        const typed = typedIn(this);
        if (this.combobox) menus.set(this.combobox, this);
        const groups = own.call(this);
        if (!typed) return groups;
        return groups.map((group) => ({
          ...group,
          items: [...group.items].sort((one, other) => begins(one, typed) - begins(other, typed)),
        }));
      },
    });
  }

  const make = StreamBlock.prototype._createInsertionControl;
  StreamBlock.prototype._createInsertionControl = function createInsertionControl(...given) {
    const control = make.apply(this, given);
    sortItemsOf(Object.getPrototypeOf(control));
    if (control.combobox) menus.set(control.combobox, control);
    return control;
  };

  // Before the list itself hears what was typed, it is given its items in the new order.
  document.addEventListener("input", ({ target }) => {
    for (let place = target; place; place = place.parentElement) {
      const menu = menus.get(place);
      if (menu) {
        menu.renderMenu();
        return;
      }
    }
  }, true);
})();
