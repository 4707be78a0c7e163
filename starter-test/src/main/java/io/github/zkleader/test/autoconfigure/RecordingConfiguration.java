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

package io.github.zkleader.test.autoconfigure;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.autoconfigure.LeaderProperties;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.test.LeadershipRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Elections that are recorded.
 */
@Configuration(proxyBeanMethods = false)
class RecordingConfiguration {

	@Bean
	LeadershipRecorder leadershipRecorder() {
		return new LeadershipRecorder();
	}

	@Bean
	ElectionsFactory leaderElectionsFactory(ElectionSettings settings, LeaderProperties properties,
			ApplicationEventPublisher publisher, LeadershipRecorder recorder,
			ObjectProvider<ElectionListener> listeners) {
		return new ElectionsFactory(settings, properties.getRole(), recorder.recording(publisher),
				listeners.orderedStream().toList());
	}

}
