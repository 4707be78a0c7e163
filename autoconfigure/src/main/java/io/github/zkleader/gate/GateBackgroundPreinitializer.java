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

package io.github.zkleader.gate;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Loads what proxies are made of while the application starts, and Reactor, which comes
 * with Spring Integration and is asked about every scheduled method.
 */
final class GateBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		ReactiveAdapterRegistry.getSharedInstance();
		ProxyFactory factory = new ProxyFactory(new Target());
		factory.setProxyTargetClass(true);
		factory.getProxy(getClass().getClassLoader());
	}

	/**
	 * Something to proxy.
	 */
	static class Target {

	}

}
