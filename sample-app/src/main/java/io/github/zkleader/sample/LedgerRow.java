/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.zkleader.sample;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger, with its settlement once it has one.
 *
 * @param id the id of the entry
 * @param description what was sold
 * @param cents what was paid for it
 * @param addedBy the id of the instance that added the entry
 * @param added when the entry was added
 * @param token the fencing token of the term that settled the entry
 * @param instance the id of the leader that settled the entry
 * @param settled when the entry was settled
 */
record LedgerRow(long id, String description, long cents, String addedBy, String added, @Nullable Long token,
		@Nullable String instance, @Nullable String settled) {

}
