// The block in the editor, without a build step: what WordPress has on the page is used as it is.
(({ blockEditor, blocks, components, element, i18n, serverSideRender }) => {
  const { createElement: el, Fragment } = element;
  const { __ } = i18n;

  /** The preview is what the server renders; without the button's script that is the link, which here must not lead away. */
  function Preview({ attributes, context }) {
    return el(
      components.Disabled,
      null,
      el(serverSideRender, {
        block: "rivulet/button",
        attributes,
        urlQueryArgs: context.postId ? { post_id: context.postId } : {},
        EmptyResponsePlaceholder: () =>
          el("p", null, __("Rivulet: set instance and handle under Settings → Rivulet.", "rivulet")),
      }),
    );
  }

  function LabelPanel({ attributes, setAttributes }) {
    return el(
      blockEditor.InspectorControls,
      null,
      el(
        components.PanelBody,
        { title: __("Button", "rivulet") },
        el(components.TextControl, {
          label: __("Word on the button", "rivulet"),
          help: __("Leave empty for the button’s own word in the page’s language.", "rivulet"),
          value: attributes.label,
          onChange: (label) => setAttributes({ label }),
          __nextHasNoMarginBottom: true,
          __next40pxDefaultSize: true,
        }),
      ),
    );
  }

  function Edit(props) {
    return el(
      Fragment,
      null,
      el(LabelPanel, props),
      el("div", blockEditor.useBlockProps(), el(Preview, props)),
    );
  }

  blocks.registerBlockType("rivulet/button", { edit: Edit, save: () => null });
})(window.wp);
