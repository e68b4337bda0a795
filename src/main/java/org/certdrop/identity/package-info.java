/** Who this party is: its id, endpoint, certificate, private key and configuration. */
package org.certdrop.identity;
