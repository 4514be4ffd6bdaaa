<?php
/**
 * Plugin Name: Rivulet
 * Description: The donation button for what you write: readers set an amount a month, and what they click shares it.
 * Requires at least: 6.3
 * Requires PHP: 7.4
 * Version: 0.1.0
 * Author: The Rivulet authors
 * License: MIT
 * License URI: https://opensource.org/license/mit
 * Text Domain: rivulet
 * Domain Path: /languages
 *
 * @package rivulet
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

// Two copies of the plugin are one too many; the first one wins.
if ( defined( 'RIVULET_VERSION' ) ) {
	return;
}

define( 'RIVULET_VERSION', '0.1.0' );
define( 'RIVULET_MAIN_FILE', __FILE__ );

require_once __DIR__ . '/settings.php';
require_once __DIR__ . '/button.php';
require_once __DIR__ . '/hooks.php';

if ( is_admin() ) {
	require_once __DIR__ . '/settings-page.php';
}
