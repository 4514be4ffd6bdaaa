<?php
/**
 * The button's HTML, and its script.
 *
 * @package rivulet
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Returns the button of a post as safe HTML on one line, or '' where there can be none.
 *
 * Inside stands a link that works without script; the button takes over its box, so it has no-break spaces.
 *
 * @param int    $post_id The post that is thanked for.
 * @param string $label   The word on the button; '' for the button's own, in the reader's language.
 * @return string
 */
function rivulet_button( int $post_id, string $label = '' ): string {
	$settings = rivulet_settings();
	$url      = get_permalink( $post_id );
	if ( '' === $settings['backend'] || '' === $settings['publisher'] || ! is_string( $url ) ) {
		return '';
	}
	wp_enqueue_script( 'rivulet-button' );

	$title = rivulet_line( html_entity_decode( wp_strip_all_tags( get_the_title( $post_id ) ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) );
	$label = rivulet_line( $label );
	$text  = '' === $label ? __( 'Give with Rivulet', 'rivulet' ) : $label . ' · Rivulet';
	$html  = sprintf(
		'<rivulet-button publisher="%1$s" url="%2$s"%3$s backend="%4$s"%5$s lang="%6$s"><a rel="payment nofollow" href="%7$s">%8$s</a></rivulet-button>',
		esc_attr( $settings['publisher'] ),
		esc_url( $url ),
		'' === $title ? '' : sprintf( ' name="%s"', htmlspecialchars( $title, ENT_QUOTES, 'UTF-8' ) ),
		esc_url( $settings['backend'] ),
		'' === $label ? '' : sprintf( ' label="%s"', htmlspecialchars( $label, ENT_QUOTES, 'UTF-8' ) ),
		esc_attr( get_bloginfo( 'language' ) ),
		esc_url( rivulet_submit_address( $settings, $url, $title ) ),
		str_replace( ' ', '&#160;', htmlspecialchars( $text, ENT_QUOTES, 'UTF-8' ) )
	);
	// A title with brackets must not begin a shortcode.
	return strtr(
		$html,
		array(
			'[' => '&#091;',
			']' => '&#093;',
		)
	);
}

/**
 * Returns a text on one line, as the protocol's markup vectors ask for: white space and control characters become one blank, and
 * a title ends after 300 characters.
 *
 * @param string $text The text.
 * @return string
 */
function rivulet_line( string $text ): string {
	$line = trim( (string) preg_replace( '/[\x{0}-\x{20}\x{7f}-\x{9f}\x{2028}\x{2029}]+/u', ' ', $text ), ' ' );
	return rtrim( mb_substr( $line, 0, 300, 'UTF-8' ), ' ' );
}

/**
 * Returns the address of the instance's page on which a reader gives without script.
 *
 * @param array{ backend: string, publisher: string } $settings The setting.
 * @param string                                      $url      The post's address.
 * @param string                                      $title    The post's title.
 * @return string
 */
function rivulet_submit_address( array $settings, string $url, string $title ): string {
	$query = array(
		'user_id' => rawurlencode( $settings['publisher'] ),
		'url'     => rawurlencode( $url ),
	);
	if ( '' !== $title ) {
		$query['title'] = rawurlencode( $title );
	}
	return add_query_arg( $query, $settings['backend'] . '/submit/auto' );
}

/**
 * Makes the button's script known. It is only printed on pages on which a button was rendered.
 */
function rivulet_register_script(): void {
	$settings = rivulet_settings();
	if ( '' === $settings['backend'] ) {
		return;
	}
	// The instance decides which version it serves, so none is put into the address.
	wp_register_script(
		'rivulet-button',
		$settings['backend'] . '/button.js',
		array(),
		null, // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- see above.
		array(
			'strategy'  => 'defer',
			'in_footer' => true,
		)
	);
}

/**
 * Tells the script where clicks go, so that an instance under a path, or a script that was moved, finds its way.
 *
 * @param string|mixed $tag    The script's tag.
 * @param string       $handle The script's name in WordPress.
 * @return string|mixed
 */
function rivulet_mark_script( $tag, string $handle ) {
	if ( 'rivulet-button' !== $handle || ! is_string( $tag ) ) {
		return $tag;
	}
	$html = new WP_HTML_Tag_Processor( $tag );
	if ( $html->next_tag( 'script' ) ) {
		$html->set_attribute( 'data-backend', rivulet_settings()['backend'] );
	}
	return $html->get_updated_html();
}
