<?php
/**
 * The settings page, under Settings → Rivulet.
 *
 * @package rivulet
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Registers the setting with what keeps it clean, and the page's fields.
 */
function rivulet_register_settings(): void {
	register_setting(
		'rivulet',
		'rivulet_settings',
		array(
			'type'              => 'object',
			'sanitize_callback' => 'rivulet_take_settings',
			'default'           => rivulet_default_settings(),
		)
	);
	add_settings_section( 'rivulet', '', '__return_empty_string', 'rivulet' );
	add_settings_field( 'rivulet_backend', __( 'Address of the instance', 'rivulet' ), 'rivulet_backend_field', 'rivulet', 'rivulet', array( 'label_for' => 'rivulet_backend' ) );
	add_settings_field( 'rivulet_publisher', __( 'Your handle there', 'rivulet' ), 'rivulet_publisher_field', 'rivulet', 'rivulet', array( 'label_for' => 'rivulet_publisher' ) );
	add_settings_field( 'rivulet_places', __( 'Show the button', 'rivulet' ), 'rivulet_places_field', 'rivulet', 'rivulet' );
}
add_action( 'admin_init', 'rivulet_register_settings' );

/**
 * Cleans what the form sent; a field that cannot be used keeps what it held, and the page says so.
 *
 * @param mixed $input What the form sent.
 * @return array{ backend: string, publisher: string, places: string[] }
 */
function rivulet_take_settings( $input ): array {
	$clean = rivulet_clean_settings( $input );
	$wrong = array(
		'backend'   => __( 'The address of the instance was not saved: it must begin with https://.', 'rivulet' ),
		'publisher' => __( 'The handle was not saved: it has 2 to 32 small letters, digits, hyphens and underscores.', 'rivulet' ),
	);
	foreach ( $wrong as $key => $sentence ) {
		if ( is_array( $input ) && '' === $clean[ $key ] && ! empty( $input[ $key ] ) ) {
			$clean[ $key ] = rivulet_settings()[ $key ];
			add_settings_error( 'rivulet_settings', "rivulet_{$key}", $sentence );
		}
	}
	return $clean;
}

/**
 * Renders the field of the instance's address.
 */
function rivulet_backend_field(): void {
	?>
	<input type="url" class="regular-text code" id="rivulet_backend" name="rivulet_settings[backend]" placeholder="https://give.example.org" value="<?php echo esc_attr( rivulet_settings()['backend'] ); ?>">
	<p class="description"><?php esc_html_e( 'The button is loaded from there, and clicks go there.', 'rivulet' ); ?></p>
	<?php
}

/**
 * Renders the field of the handle.
 */
function rivulet_publisher_field(): void {
	?>
	<input type="text" class="regular-text code" id="rivulet_publisher" name="rivulet_settings[publisher]" maxlength="32" spellcheck="false" autocapitalize="none" value="<?php echo esc_attr( rivulet_settings()['publisher'] ); ?>">
	<?php
}

/**
 * Renders the choice of places.
 */
function rivulet_places_field(): void {
	$chosen = rivulet_settings()['places'];
	?>
	<fieldset>
		<legend class="screen-reader-text"><?php esc_html_e( 'Show the button', 'rivulet' ); ?></legend>
		<?php foreach ( rivulet_places() as $place => $words ) : ?>
			<label>
				<input type="checkbox" name="rivulet_settings[places][]" value="<?php echo esc_attr( $place ); ?>" <?php checked( in_array( $place, $chosen, true ) ); ?>>
				<?php echo esc_html( $words ); ?>
			</label><br>
		<?php endforeach; ?>
		<p class="description">
			<?php
			/* translators: %s: the shortcode, in square brackets. */
			echo esc_html( sprintf( __( 'Anywhere else: the Rivulet block, or the shortcode %s.', 'rivulet' ), '[rivulet]' ) );
			?>
		</p>
	</fieldset>
	<?php
}

/**
 * Adds the page to the menu.
 */
function rivulet_add_page(): void {
	add_options_page( __( 'Rivulet', 'rivulet' ), __( 'Rivulet', 'rivulet' ), 'manage_options', 'rivulet', 'rivulet_render_page' );
}
add_action( 'admin_menu', 'rivulet_add_page' );

/**
 * Renders the page.
 */
function rivulet_render_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	?>
	<div class="wrap">
		<h1><?php echo esc_html( get_admin_page_title() ); ?></h1>
		<form method="post" action="options.php">
			<?php
			settings_fields( 'rivulet' );
			do_settings_sections( 'rivulet' );
			submit_button();
			?>
		</form>
	</div>
	<?php
}

/**
 * Adds a link to the settings to the list of plugins.
 *
 * @param string[]|mixed $links Links under the plugin's name.
 * @return string[]|mixed
 */
function rivulet_add_settings_link( $links ) {
	if ( ! is_array( $links ) ) {
		return $links;
	}
	$link = sprintf( '<a href="%1$s">%2$s</a>', esc_url( admin_url( 'options-general.php?page=rivulet' ) ), esc_html__( 'Settings', 'rivulet' ) );
	return array_merge( array( 'settings' => $link ), $links );
}
add_filter( 'plugin_action_links_' . plugin_basename( RIVULET_MAIN_FILE ), 'rivulet_add_settings_link' );
