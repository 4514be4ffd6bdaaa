<?php
/**
 * Renders the block: the button of the post in which it stands, in a query loop that of each post.
 *
 * @package rivulet
 *
 * @var array{ label?: string } $attributes The block's attributes.
 * @var WP_Block                $block      The block.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

$rivulet_post   = (int) ( $block->context['postId'] ?? get_the_ID() );
$rivulet_button = $rivulet_post ? rivulet_button( $rivulet_post, sanitize_text_field( $attributes['label'] ?? '' ) ) : '';
if ( '' !== $rivulet_button ) {
	// Both parts are escaped where they are made: the first by WordPress, the second in rivulet_button().
	printf( '<div %1$s>%2$s</div>', get_block_wrapper_attributes(), $rivulet_button ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
}
