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

package io.github.zkleader.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link LeaderEndpoint} that
 * answers actions with the right HTTP status.
 */
@EndpointWebExtension(endpoint = LeaderEndpoint.class)
public class LeaderEndpointWebExtension {

	private static final int STATUS_ACCEPTED = 202;

	private final LeaderEndpoint delegate;

	/**
	 * Create a new extension.
	 * @param delegate the endpoint to extend
	 */
	public LeaderEndpointWebExtension(LeaderEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Yield, pause or resume a role. The action is only begun when this returns.
	 * @param role the role
	 * @param action {@code yield}, {@code pause} or {@code resume}
	 * @return 202 with the description of the role, 404 if this instance takes no part in
	 * it, or 400 if there is no such action
	 */
	@WriteOperation
	public WebEndpointResponse<Map<String, Object>> act(@Selector String role, @Nullable String action) {
		if (this.delegate.leaderForRole(role) == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		if (LeaderAction.of(action).isEmpty()) {
			Map<String, Object> body = Map.of("error", LeaderAction.unknown(action), "actions", LeaderAction.ids());
			return new WebEndpointResponse<>(body, WebEndpointResponse.STATUS_BAD_REQUEST);
		}
		return new WebEndpointResponse<>(this.delegate.act(role, action), STATUS_ACCEPTED);
	}

}
