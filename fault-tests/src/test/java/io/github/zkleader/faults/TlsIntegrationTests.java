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

package io.github.zkleader.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ConnectionStatus.State;
import io.github.zkleader.Leadership;
import io.github.zkleader.processes.FreePorts;
import io.github.zkleader.processes.ServerProcess;
import io.github.zkleader.processes.TcpProxy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.Ids;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elections over TLS, on a server that wants a certificate of its clients.
 */
@ExtendWith(OutputCaptureExtension.class)
class TlsIntegrationTests {

	private static final int PORT = FreePorts.next();

	private static final int STRANGERS_PORT = FreePorts.next();

	private static final String BUNDLE = "spring.ssl.bundle.jks.zookeeper.";

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private static Path directory;

	private static Certificates certificates;

	private static Path serverKey;

	private static Path alice;

	private static Path bob;

	private static Path trusted;

	private static ServerProcess server;

	private static ServerProcess stranger;

	@BeforeAll
	static void startServer() {
		certificates = new Certificates(directory);
		serverKey = certificates.key("server", "-ext", "san=dns:localhost");
		alice = certificates.key("alice");
		bob = certificates.key("bob");
		Path strangersKey = certificates.key("stranger", "-ext", "san=dns:elsewhere.example");
		trusted = certificates.trust("trusted-by-clients", serverKey, strangersKey);
		Path clients = certificates.trust("trusted-by-servers", alice, bob);
		server = start("server", PORT, serverKey, clients);
		stranger = start("stranger", STRANGERS_PORT, strangersKey, clients);
	}

	private static ServerProcess start(String name, int port, Path key, Path trusted) {
		ServerProcess server = new ServerProcess(name, directory);
		server.configure("""
				tickTime=500
				maxSessionTimeout=20000
				secureClientPort=%d
				secureClientPortAddress=127.0.0.1
				""".formatted(port));
		server.start("-Dzookeeper.serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
				"-Dzookeeper.authProvider.x509=org.apache.zookeeper.server.auth.X509AuthenticationProvider",
				"-Dzookeeper.ssl.keyStore.location=" + key,
				"-Dzookeeper.ssl.keyStore.password=" + Certificates.PASSWORD,
				"-Dzookeeper.ssl.trustStore.location=" + trusted,
				"-Dzookeeper.ssl.trustStore.password=" + Certificates.PASSWORD);
		return server;
	}

	@AfterAll
	static void stopServer() {
		server.close();
		stranger.close();
	}

	@Test
	void leadsWithItsCertificate(CapturedOutput output) throws Exception {
		Set<Path> before = filesOfBundles();
		runner("localhost:" + PORT, alice).withPropertyValues("leader.path=/alice", "leader.zookeeper.acl=creator")
			.run((context) -> {
				Instances.awaitLeader(context);
				CuratorFramework client = context.getBean(CuratorFramework.class);
				assertThat(client.getACL().forPath("/alice/leader")).singleElement().satisfies((acl) -> {
					assertThat(acl.getId().getScheme()).isEqualTo("x509");
					assertThat(acl.getId().getId()).isEqualTo("CN=alice");
				});
				assertThat(filesOfBundles()).isNotEqualTo(before);
			});
		assertThat(filesOfBundles()).isEqualTo(before);
		assertThat(output).doesNotContain(Certificates.PASSWORD);
	}

	@Test
	void leadsWithPemFiles() {
		String bundle = "spring.ssl.bundle.pem.zookeeper.";
		Path pem = certificates.pem(bob);
		Instances.runner("localhost:" + PORT)
			.withInitializer(TlsIntegrationTests::addExample)
			.withPropertyValues("leader.path=/bob", "leader.zookeeper.acl=creator",
					bundle + "keystore.certificate=file:" + pem, bundle + "keystore.private-key=file:" + pem,
					bundle + "truststore.certificate=file:" + certificates.pem(serverKey))
			.run((context) -> {
				Instances.awaitLeader(context);
				assertThat(
						context.getBean(CuratorFramework.class).getACL().forPath("/bob/leader").get(0).getId().getId())
					.isEqualTo("CN=bob");
			});
	}

	/**
	 * Configure as the README does.
	 * @param context the context
	 */
	private static void addExample(ConfigurableApplicationContext context) {
		try {
			new YamlPropertySourceLoader().load("example", new ClassPathResource("tls.yaml"))
				.forEach(context.getEnvironment().getPropertySources()::addLast);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void refusesServerOfAnotherName(CapturedOutput output) {
		runner("localhost:" + STRANGERS_PORT, alice).run((context) -> {
			awaitOutput(output, "No subject alternative DNS name matching localhost found");
			assertThat(Instances.connection(context).state()).isEqualTo(State.CONNECTING);
		});
	}

	@Test
	void refusesServerThatIsNotTrusted(CapturedOutput output) {
		Path others = certificates.trust("others", bob);
		runner("localhost:" + PORT, alice).withPropertyValues(BUNDLE + "truststore.location=file:" + others)
			.run((context) -> {
				awaitOutput(output, "unable to find valid certification path");
				assertThat(Instances.connection(context).state()).isEqualTo(State.CONNECTING);
			});
	}

	@Test
	void isRefusedWithoutItsCertificate(CapturedOutput output) {
		Instances.runner("localhost:" + PORT)
			.withPropertyValues("leader.zookeeper.ssl.bundle=zookeeper", BUNDLE + "truststore.location=file:" + trusted,
					BUNDLE + "truststore.password=" + Certificates.PASSWORD)
			.run((context) -> {
				awaitOutput(output, "bad_certificate", "certificate_required");
				assertThat(Instances.connection(context).state()).isEqualTo(State.CONNECTING);
			});
	}

	@Test
	void newConnectionsUseTheUpdatedBundle(CapturedOutput output) {
		CountDownLatch updated = new CountDownLatch(1);
		Path current = directory.resolve("current.p12");
		certificates.copy(alice, current);
		// A ride-out of 5 s: ZooKeeper's client waits for up to 1 s before it reconnects
		try (TcpProxy proxy = new TcpProxy(PORT, Duration.ofSeconds(1))) {
			runner("localhost:" + proxy.getPort(), current)
				.withPropertyValues(BUNDLE + "reload-on-update=true", "spring.ssl.bundle.watch.file.quiet-period=100ms",
						"leader.path=/anybody", "leader.zookeeper.session-timeout=20s")
				.run((context) -> {
					Leadership leadership = Instances.awaitLeader(context);
					ConnectionStatus before = Instances.connection(context);
					CuratorFramework client = context.getBean(CuratorFramework.class);
					assertThat(identity(client, "/by-alice")).isEqualTo("CN=alice");
					context.getBean(SslBundles.class)
						.addBundleUpdateHandler("zookeeper", (bundle) -> updated.countDown());
					certificates.copy(bob, current);
					assertThat(updated.await(10, TimeUnit.SECONDS)).isTrue();
					proxy.reset();
					Awaitility.await()
						.ignoreExceptions()
						.untilAsserted(() -> assertThat(identity(client, "/by-bob")).isEqualTo("CN=bob"));
					assertThat(leadership.isLeader()).isTrue();
					assertThat(Instances.connection(context).sessionId()).isEqualTo(before.sessionId());
				});
		}
		assertThat(output).doesNotContain("doesn't support SSL reloading").doesNotContain(Certificates.PASSWORD);
	}

	private static String identity(CuratorFramework client, String path) throws Exception {
		client.create().orSetData().withACL(Ids.CREATOR_ALL_ACL).forPath(path);
		return client.getACL().forPath(path).get(0).getId().getId();
	}

	private static ApplicationContextRunner runner(String connectString, Path key) {
		return Instances.runner(connectString)
			.withPropertyValues("leader.zookeeper.ssl.bundle=zookeeper", BUNDLE + "keystore.location=file:" + key,
					BUNDLE + "keystore.password=" + Certificates.PASSWORD,
					BUNDLE + "truststore.location=file:" + trusted,
					BUNDLE + "truststore.password=" + Certificates.PASSWORD);
	}

	private static void awaitOutput(CapturedOutput output, String... texts) {
		Awaitility.await().until(() -> Stream.of(texts).anyMatch(output.getAll()::contains));
	}

	private static Set<Path> filesOfBundles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("zkleader-ssl-"))
				.collect(Collectors.toSet());
		}
	}

}
