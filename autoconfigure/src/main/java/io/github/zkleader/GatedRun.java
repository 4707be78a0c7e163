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

package io.github.zkleader;

import org.jspecify.annotations.Nullable;

/**
 * A run that the gate has admitted and that has not ended yet. It belongs to the thread
 * that entered, and runs on one thread nest.
 *
 * @see GatedTask#enter()
 */
public abstract class GatedRun {

	private static final ThreadLocal<@Nullable GatedRun> CURRENT = new ThreadLocal<>();

	private @Nullable GatedRun outer;

	/**
	 * Return the innermost run of the current thread.
	 * @return the run, or {@code null}
	 */
	public static @Nullable GatedRun current() {
		return CURRENT.get();
	}

	/**
	 * Return the run that this one is nested in.
	 * @return the outer run, or {@code null}
	 */
	public final @Nullable GatedRun getOuter() {
		return this.outer;
	}

	/**
	 * Return the term that the run was admitted in.
	 * @return the term
	 */
	public abstract Term getTerm();

	/**
	 * End the run, on the thread that entered it.
	 * @param failure what the run threw, or {@code null}
	 */
	public abstract void end(@Nullable Throwable failure);

	/**
	 * Make this the innermost run of the current thread.
	 */
	protected final void bind() {
		this.outer = CURRENT.get();
		CURRENT.set(this);
	}

	/**
	 * Make the outer run the innermost one of the current thread again.
	 */
	protected final void unbind() {
		if (this.outer != null) {
			CURRENT.set(this.outer);
			this.outer = null;
		}
		else {
			CURRENT.remove();
		}
	}

}
