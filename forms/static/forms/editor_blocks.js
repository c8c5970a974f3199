/* A question in the editor is drawn bit by bit: its first line at once, the rest when it comes into view or gets
   the focus, what is seldom set when somebody opens the settings. Until then values wait in hidden inputs, so
   that saving always sends everything. Drawing 150 questions whole took the browser three times as long. */
(function () {
  const { FieldBlockDefinition, StructBlock, StructBlockDefinition } = window.wagtailStreamField.blocks;
  const NEARBY = "800px 0px"; // so far below and above the window a question is drawn ahead of the reader

  const questions = new WeakMap();
  const nearby = new IntersectionObserver(
    (seen) => seen.filter((each) => each.isIntersecting).forEach((each) => questions.get(each.target)?.draw()),
    { rootMargin: NEARBY },
  );

  /** A value as the widget of its setting would send it. */
  function sent(value) {
    if (value === true) return "on";
    return value === false || value === null || value === undefined ? "" : String(value);
  }

  /** Stands in for a part that is not drawn yet: says and sends its value. */
  class Waiting {
    constructor(def, prefix, value, place) {
      Object.assign(this, { type: def.name, def, prefix, place, value, element: place });
      this.write();
    }

    /** What is empty is not sent at all; a key always is, because conditions look for it. */
    write() {
      const text = sent(this.value);
      if (text === "" && this.type !== "key") {
        this.input?.remove();
        this.input = null;
        return;
      }
      if (!this.input) {
        this.input = document.createElement("input");
        this.input.type = "hidden";
        this.input.name = this.prefix;
        this.place.append(this.input);
      }
      this.input.value = text;
    }

    setState(value) {
      this.value = value;
      this.write();
    }

    getState() {
      return this.value ?? null;
    }

    getValue() {
      return this.getState();
    }

    getTextLabel() {
      return null;
    }

    setError() {}

    focus() {}
  }

  class Question extends StructBlock {
    renderChildBlockDef(name, container, templated) {
      const waits = this.blockDef.waits(name);
      if (!waits || !this.blockDef.rendering || this.blockDef.rendering.wrong.has(name)) {
        return super.renderChildBlockDef(name, container, templated);
      }
      const { state } = this.blockDef.rendering;
      const def = this.blockDef.childBlockDefsByName[name];
      const held = new Waiting(def, `${this.prefix}-${name}`, state?.[name], container[0]);
      this.childBlocks[name] = held;
      return held;
    }

    /** Draws the parts of one place that still wait, in their order. */
    drawThose(names, container) {
      for (const name of names) {
        const held = this.childBlocks[name];
        if (!(held instanceof Waiting)) continue;
        held.input?.remove();
        const state = held.getState();
        const drawn = super.renderChildBlockDef(name, container);
        if (state !== null) drawn.setState(state);
      }
    }

    draw() {
      nearby.unobserve(this.container[0]);
      this.drawThose(this.blockDef.below, this.container);
    }

    openSettings() {
      this.drawThose(this.blockDef.settings, window.jQuery(this.settingsPanel));
    }

    setError(error) {
      for (const name of Object.keys(error?.blockErrors ?? {})) {
        if (this.blockDef.settings.includes(name)) this.openSettings();
        else if (this.blockDef.below.includes(name)) this.draw();
      }
      super.setError(error);
    }
  }

  class QuestionDefinition extends StructBlockDefinition {
    constructor(name, childBlockDefs, meta) {
      super(name, childBlockDefs, meta);
      const { children, settings } = meta.formLayout.opts;
      const light = ([each]) => this.childBlockDefsByName[each] instanceof FieldBlockDefinition;
      const named = ([each]) => each;
      this.settings = settings.filter(light).map(named);
      this.below = children.every(light) ? children.slice(1).map(named) : [];
    }

    waits(name) {
      return this.settings.includes(name) || this.below.includes(name);
    }

    render(placeholder, prefix, state, error) {
      const wrong = new Set(Object.keys(error?.blockErrors ?? {}));
      const around = this.rendering;
      this.rendering = { state, wrong: this.whole(wrong) };
      const made = new Question(this, placeholder, prefix, state, error);
      this.rendering = around;
      const button = made.layout.settingsButton;
      made.settingsPanel = button?.settingsPanel;
      button?.dom.on("click", () => made.openSettings());
      if (this.below.length) {
        questions.set(made.container[0], made);
        nearby.observe(made.container[0]);
        made.container[0].addEventListener("focusin", () => made.draw(), { once: true });
      }
      return made;
    }

    /** Where one part is wrong, all its neighbours are drawn with it. */
    whole(wrong) {
      const places = [this.settings, this.below].filter((names) => names.some((name) => wrong.has(name)));
      return new Set([...wrong, ...places.flat()]);
    }
  }

  window.telepath.register("forms.blocks.Question", QuestionDefinition);
})();
