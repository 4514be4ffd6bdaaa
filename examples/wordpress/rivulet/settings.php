<?php
/**
 * The one setting: what it holds, and what may stand in it.
 *
 * @package rivulet
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Returns the setting of a site on which nobody has set anything yet: no button shows.
 *
 * @return array{ backend: string, publisher: string, places: string[] }
 */
function rivulet_default_settings(): array {
	return array(
		'backend'   => '',
		'publisher' => '',
		'places'    => array(),
	);
}

/**
 * Returns where buttons can be shown by themselves, with the words for each place.
 *
 * @return array<string, string>
 */
function rivulet_places(): array {
	return array(
		'post' => __( 'At the end of each post', 'rivulet' ),
		'page' => __( 'At the end of each page', 'rivulet' ),
	);
}

/**
 * Returns the stored setting, always whole and always clean.
 *
 * @return array{ backend: string, publisher: string, places: string[] }
 */
function rivulet_settings(): array {
	return rivulet_clean_settings( get_option( 'rivulet_settings' ) );
}

/**
 * Makes a setting of anything: unknown keys go, a value that cannot be used becomes the default.
 *
 * @param mixed $input What a form, a database or another plugin handed in.
 * @return array{ backend: string, publisher: string, places: string[] }
 */
function rivulet_clean_settings( $input ): array {
	$clean = rivulet_default_settings();
	if ( ! is_array( $input ) ) {
		return $clean;
	}
	$clean['backend']   = rivulet_clean_backend( $input['backend'] ?? '' );
	$clean['publisher'] = rivulet_clean_handle( $input['publisher'] ?? '' );
	$clean['places']    = array_values( array_intersect( array_keys( rivulet_places() ), (array) ( $input['places'] ?? array() ) ) );
	return $clean;
}

/**
 * Returns an instance's address without a slash at its end, or '' where it is none.
 *
 * Only https is taken, and http on this machine: the button itself refuses everything else.
 *
 * @param mixed $value An address.
 * @return string
 */
function rivulet_clean_backend( $value ): string {
	$url   = is_string( $value ) ? sanitize_url( trim( $value ), array( 'https', 'http' ) ) : '';
	$parts = wp_parse_url( $url );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || isset( $parts['user'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
		return '';
	}
	$is_here = in_array( $parts['host'], array( 'localhost', '127.0.0.1', '[::1]' ), true );
	return 'https' === $parts['scheme'] || $is_here ? untrailingslashit( $url ) : '';
}

/**
 * Returns a publisher's handle, or '' where it is none.
 *
 * @param mixed $value A handle: 2 to 32 small letters, digits, `-` and `_`.
 * @return string
 */
function rivulet_clean_handle( $value ): string {
	$handle = is_string( $value ) ? strtolower( trim( $value ) ) : '';
	return 1 === preg_match( '/\A[a-z0-9_-]{2,32}\z/', $handle ) ? $handle : '';
}
