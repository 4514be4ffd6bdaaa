<?php
/**
 * Where the plugin meets WordPress: block, shortcode, and the end of posts.
 *
 * @package rivulet
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Registers script, block and shortcode.
 */
function rivulet_init(): void {
	load_plugin_textdomain( 'rivulet', false, dirname( plugin_basename( RIVULET_MAIN_FILE ) ) . '/languages' );
	rivulet_register_script();
	// The editor's script is a plain file, so what it stands on is said here and not in a built asset file.
	wp_register_script(
		'rivulet-block-editor',
		plugins_url( 'block/editor.js', RIVULET_MAIN_FILE ),
		array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
		RIVULET_VERSION,
		array( 'in_footer' => true )
	);
	wp_set_script_translations( 'rivulet-block-editor', 'rivulet', __DIR__ . '/languages' );
	register_block_type( __DIR__ . '/block' );
	add_shortcode( 'rivulet', 'rivulet_shortcode' );
}
add_action( 'init', 'rivulet_init' );
add_filter( 'script_loader_tag', 'rivulet_mark_script', 10, 2 );

/**
 * Renders `[rivulet]` and `[rivulet label="Thanks"]`: the button of the post in which it stands.
 *
 * @param array<string, string>|string $attributes What the shortcode was given; a text where it was given nothing.
 * @return string
 */
function rivulet_shortcode( $attributes ): string {
	$attributes = shortcode_atts( array( 'label' => '' ), is_array( $attributes ) ? $attributes : array(), 'rivulet' );
	$post_id    = get_the_ID();
	return $post_id ? rivulet_button( (int) $post_id, sanitize_text_field( $attributes['label'] ) ) : '';
}

/**
 * Adds the button to the end of posts or pages, where the setting says so and the author has not placed one.
 *
 * @param string|mixed $content The post's content.
 * @return string|mixed
 */
function rivulet_append_button( $content ) {
	if ( ! is_string( $content ) || ! is_singular() || ! in_the_loop() || ! is_main_query() ) {
		return $content;
	}
	if ( ! in_array( get_post_type(), rivulet_settings()['places'], true ) || false !== strpos( $content, '<rivulet-button' ) ) {
		return $content;
	}
	$button = rivulet_button( (int) get_the_ID() );
	return '' === $button ? $content : $content . "\n<p>" . $button . '</p>';
}
// After blocks (9), paragraphs (10) and shortcodes (11), so that what an author has placed is seen.
add_filter( 'the_content', 'rivulet_append_button', 12 );
