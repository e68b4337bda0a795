/** The words for a party of a federation: its id, component, address, endpoint and number. */
package org.certdrop.party;
