<?php
/**
 * French, read by WordPress 6.5 and newer. The editor's words are in the JSON file beside it.
 *
 * @package rivulet
 */

return array(
	'domain'       => 'rivulet',
	'language'     => 'fr_FR',
	'plural-forms' => 'nplurals=2; plural=(n > 1);',
	'messages'     => array(
		'Give with Rivulet'                              => 'Donner avec Rivulet',
		'At the end of each post'                        => 'À la fin de chaque article',
		'At the end of each page'                        => 'À la fin de chaque page',
		'Address of the instance'                        => 'Adresse de l’instance',
		'Your handle there'                              => 'Votre identifiant sur celle-ci',
		'Show the button'                                => 'Afficher le bouton',
		'Settings'                                       => 'Réglages',
		'The button is loaded from there, and clicks go there.' => 'Le bouton en est chargé, et les clics y sont envoyés.',
		'Anywhere else: the Rivulet block, or the shortcode %s.' => 'Partout ailleurs : le bloc Rivulet, ou le code court %s.',
		'The address of the instance was not saved: it must begin with https://.' => 'L’adresse de l’instance n’a pas été enregistrée : elle doit commencer par https://.',
		'The handle was not saved: it has 2 to 32 small letters, digits, hyphens and underscores.' => 'L’identifiant n’a pas été enregistré : 2 à 32 lettres minuscules, chiffres, tirets et tirets bas.',
		"block title\4Rivulet button"                    => 'Bouton Rivulet',
		"block description\4Lets readers thank you with a click; their monthly budget is shared evenly over what they click." => 'Permet aux lecteurs de vous remercier d’un clic ; leur budget du mois est partagé également entre leurs clics.',
		"block keyword\4donate"                          => 'don',
		"block keyword\4thank"                           => 'merci',
		"block keyword\4give"                            => 'donner',
	),
);
