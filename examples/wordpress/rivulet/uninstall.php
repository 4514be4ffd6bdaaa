<?php
/**
 * Takes everything with it that the plugin has stored: its one setting, on each site of a network.
 *
 * @package rivulet
 */

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

delete_option( 'rivulet_settings' );

if ( is_multisite() ) {
	$rivulet_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $rivulet_sites as $rivulet_site ) {
		delete_blog_option( (int) $rivulet_site, 'rivulet_settings' );
	}
}
