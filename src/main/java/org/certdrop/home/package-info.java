/**
 * One directory and what its operator wrote there: settings, lists and issuers; who runs there, and
 * what does not work.
 */
package org.certdrop.home;
