/** What a person does: register, confirm, reject, delete, check, repair. */
package org.certdrop.operator;
