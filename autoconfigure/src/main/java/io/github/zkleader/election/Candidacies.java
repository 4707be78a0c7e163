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

package io.github.zkleader.election;

/**
 * Makes the candidacies of this instance, one way or the other of being elected.
 */
interface Candidacies {

	/**
	 * Check the rights and circumstances a campaign needs, as far as the candidacy would
	 * not tell itself, and clean up what an earlier candidacy could not. To be called
	 * while there is no candidacy.
	 * @param role the role
	 * @throws CampaignException if a campaign cannot work
	 * @throws InterruptedException if the thread is interrupted
	 */
	void probe(String role) throws CampaignException, InterruptedException;

	/**
	 * Make a candidacy, which is not started yet.
	 * @param role the role
	 * @param rolePath the parent of its lock znodes
	 * @param onLeave called when it has left
	 * @return the candidacy
	 */
	Candidacy create(String role, String rolePath, Runnable onLeave);

}
