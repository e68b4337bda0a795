/** Detached signatures over bytes that are kept elsewhere (RFC 5652). */
package org.certdrop.cms;
