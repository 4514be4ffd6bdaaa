<?php
/**
 * What WordPress's own text functions, and the plugin, make of each markup vector. They run without a database, from the folder of
 * WordPress and the file of the vectors that are the arguments; the answer is JSON.
 *
 * @package rivulet
 */

error_reporting( E_ALL & ~E_DEPRECATED );
define( 'ABSPATH', rtrim( $argv[1], '/' ) . '/' );
define( 'WPINC', 'wp-includes' );
define( 'WP_CONTENT_DIR', ABSPATH . 'wp-content' );
define( 'WP_DEBUG', false );

$parts = array(
	'version',
	'compat-utf8',
	'compat',
	'load',
	'utf8',
	'plugin',
	'class-wp-token-map',
	'html-api/html5-named-character-references',
	'html-api/class-wp-html-attribute-token',
	'html-api/class-wp-html-span',
	'html-api/class-wp-html-doctype-info',
	'html-api/class-wp-html-text-replacement',
	'html-api/class-wp-html-decoder',
	'html-api/class-wp-html-tag-processor',
	'functions',
	'formatting',
	'shortcodes',
	'kses',
	'http',
);
foreach ( $parts as $part ) {
	// Older ones have fewer files.
	if ( is_file( ABSPATH . WPINC . "/$part.php" ) ) {
		require_once ABSPATH . WPINC . "/$part.php";
	}
}

// What those ask of the rest of WordPress.
add_filter( 'pre_option', fn() => 'UTF-8' );
function is_user_logged_in() {
	return false;
}
function __( $text ) {
	return $text;
}
function _x( $text ) {
	return $text;
}

// What the plugin asks of it, from the vector that it is shown.
function get_permalink() {
	return $GLOBALS['vector']['url'];
}
function get_the_title() {
	return htmlspecialchars( $GLOBALS['vector']['name'] ?? '', ENT_QUOTES, 'UTF-8' );
}
function get_bloginfo() {
	return $GLOBALS['vector']['lang'];
}
function wp_enqueue_script() {
}
function rivulet_settings() {
	return $GLOBALS['vector'];
}
require dirname( __DIR__, 4 ) . '/examples/wordpress/rivulet/button.php';

foreach ( array( 'gallery', 'video', 'now' ) as $name ) {
	add_shortcode( $name, fn() => "A shortcode was run: $name" );
}

$answers = array();
foreach ( json_decode( file_get_contents( $argv[2] ), true, 512, JSON_THROW_ON_ERROR ) as $one ) {
	if ( null === $one['out'] ) {
		continue;
	}
	$GLOBALS['vector'] = $one['in'];
	$is_english        = 'en' === ( $one['in']['lang'] ?? '' );
	$others            = array_diff( array_keys( $one['in'] ), array( 'backend', 'publisher', 'url', 'name', 'label', 'lang' ) );
	$answers[]         = array(
		'rule'   => $one['rule'],
		'in'     => $one['in'],
		'out'    => $one['out'],
		'autop'  => trim( wpautop( $one['out'] ) ),
		'short'  => do_shortcode( $one['out'] ),
		'text'   => wptexturize( $one['out'] ),
		'kses'   => wp_kses_post( $one['out'] ),
		'plugin' => $is_english && array() === $others ? rivulet_button( 1, $one['in']['label'] ?? '' ) : null,
	);
}
echo json_encode( $answers, JSON_THROW_ON_ERROR );
