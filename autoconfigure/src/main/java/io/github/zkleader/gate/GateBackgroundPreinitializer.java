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

import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Gates something while the application starts, which loads what proxies are made of, and
 * looks for the adapters of reactive types, as Reactor is there with Spring Integration
 * and is asked about every scheduled method.
 */
final class GateBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		LeaderOnlyBeanPostProcessor gate = new LeaderOnlyBeanPostProcessor(
				beanFactory.getBeanProvider(GatedTasks.class), beanFactory.getBeanProvider(LeaderElections.class));
		gate.setBeanFactory(beanFactory);
		gate.postProcessAfterInitialization(new Target(), "target");
		ReactiveAdapterRegistry.getSharedInstance();
	}

	/**
	 * Something to gate.
	 */
	static class Target {

		@LeaderOnly
		void run() {
		}

	}

}
