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

package io.github.zkleader.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.zkleader.election.Elector;
import io.github.zkleader.election.OnListenerFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for leader election.
 */
@ConfigurationProperties("leader")
public class LeaderProperties {

	/**
	 * Whether this instance takes part in elections. If not, it never leads.
	 */
	private boolean enabled = true;

	/**
	 * Whether this instance always leads, without ZooKeeper. For development only.
	 */
	private boolean standalone;

	/**
	 * Prefix of the id of this instance. A random suffix always follows. If not set, made
	 * of the application's name, the host and the process id.
	 */
	private @Nullable String id;

	/**
	 * Name of the default role.
	 */
	private String role = "leader";

	/**
	 * Roles to take part in, in addition to those that annotations name.
	 */
	private List<String> roles = new ArrayList<>();

	/**
	 * Path under which the instances of this service elect their leaders.
	 */
	private @Nullable String path;

	/**
	 * Whether to take part in elections when the application starts.
	 */
	private boolean autoStart = true;

	/**
	 * When to campaign.
	 */
	private CampaignWhen campaignWhen = CampaignWhen.READY;

	/**
	 * Phase in which the elections start and stop.
	 */
	private int phase = Integer.MAX_VALUE - 1000;

	/**
	 * How long to wait for runs in flight before they are interrupted when leadership is
	 * given up.
	 */
	private Duration drainTimeout = Duration.ofSeconds(15);

	/**
	 * How long to wait for runs in flight after they were interrupted.
	 */
	private Duration interruptGrace = Duration.ofSeconds(5);

	/**
	 * How long listeners may prepare this instance for leadership.
	 */
	private Duration prepareTimeout = Duration.ofMinutes(1);

	/**
	 * How old a missed time may be for the next leader to make up for it.
	 */
	private Duration missedMaxAge = Duration.ofDays(1);

	/**
	 * What to do when a listener that prepares this instance for leadership throws.
	 */
	private OnListenerFailure onListenerFailure = OnListenerFailure.YIELD;

	/**
	 * Who elects on ZooKeeper. Instances with different electors elect together.
	 */
	private Elector elector = Elector.INITIATOR;

	private final Zookeeper zookeeper = new Zookeeper();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isStandalone() {
		return this.standalone;
	}

	public void setStandalone(boolean standalone) {
		this.standalone = standalone;
	}

	public @Nullable String getId() {
		return this.id;
	}

	public void setId(@Nullable String id) {
		this.id = id;
	}

	public String getRole() {
		return this.role;
	}

	public void setRole(String role) {
		this.role = role;
	}

	public List<String> getRoles() {
		return this.roles;
	}

	public void setRoles(List<String> roles) {
		this.roles = roles;
	}

	public @Nullable String getPath() {
		return this.path;
	}

	public void setPath(@Nullable String path) {
		this.path = path;
	}

	public boolean isAutoStart() {
		return this.autoStart;
	}

	public void setAutoStart(boolean autoStart) {
		this.autoStart = autoStart;
	}

	public CampaignWhen getCampaignWhen() {
		return this.campaignWhen;
	}

	public void setCampaignWhen(CampaignWhen campaignWhen) {
		this.campaignWhen = campaignWhen;
	}

	public int getPhase() {
		return this.phase;
	}

	public void setPhase(int phase) {
		this.phase = phase;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

	public Duration getInterruptGrace() {
		return this.interruptGrace;
	}

	public void setInterruptGrace(Duration interruptGrace) {
		this.interruptGrace = interruptGrace;
	}

	public Duration getPrepareTimeout() {
		return this.prepareTimeout;
	}

	public void setPrepareTimeout(Duration prepareTimeout) {
		this.prepareTimeout = prepareTimeout;
	}

	public Duration getMissedMaxAge() {
		return this.missedMaxAge;
	}

	public void setMissedMaxAge(Duration missedMaxAge) {
		this.missedMaxAge = missedMaxAge;
	}

	public OnListenerFailure getOnListenerFailure() {
		return this.onListenerFailure;
	}

	public void setOnListenerFailure(OnListenerFailure onListenerFailure) {
		this.onListenerFailure = onListenerFailure;
	}

	public Elector getElector() {
		return this.elector;
	}

	public void setElector(Elector elector) {
		this.elector = elector;
	}

	public Zookeeper getZookeeper() {
		return this.zookeeper;
	}

	/**
	 * When to campaign.
	 */
	public enum CampaignWhen {

		/**
		 * When the lifecycle of the application context starts.
		 */
		STARTED,

		/**
		 * When the application is ready, after its runners.
		 */
		READY

	}

	/**
	 * Properties of the connection to ZooKeeper.
	 */
	public static class Zookeeper {

		/**
		 * Comma-separated list of host:port pairs to connect to, with an optional chroot
		 * at the end.
		 */
		private String connectString = "localhost:2181";

		/**
		 * Namespace put in front of every path.
		 */
		private @Nullable String namespace;

		/**
		 * How long a session outlives its connection. Negotiated with the servers.
		 */
		private Duration sessionTimeout = Duration.ofSeconds(10);

		/**
		 * How long to wait for a connection.
		 */
		private Duration connectionTimeout = Duration.ofSeconds(5);

		/**
		 * Tick time the servers use.
		 */
		private Duration tickTime = Duration.ofSeconds(2);

		/**
		 * Access that created nodes give.
		 */
		private Acl acl = Acl.OPEN;

		/**
		 * Credentials to authenticate with.
		 */
		private List<Auth> auth = new ArrayList<>();

		/**
		 * Whether to follow changes of the ensemble, connecting to the addresses its
		 * servers announce.
		 */
		private boolean ensembleTracker = true;

		/**
		 * Whether to connect to servers that lost their quorum and answer reads only.
		 */
		private boolean readOnly;

		/**
		 * Whether start-up fails without a connection to ZooKeeper.
		 */
		private boolean failFast;

		/**
		 * Whether servers are observers that follow an observer master (the servers'
		 * observerMasterPort). The session lease then takes longer to earn.
		 */
		private boolean observerMaster;

		private final Ssl ssl = new Ssl();

		private final Sasl sasl = new Sasl();

		private final Retry retry = new Retry();

		private final Embedded embedded = new Embedded();

		public String getConnectString() {
			return this.connectString;
		}

		public void setConnectString(String connectString) {
			this.connectString = connectString;
		}

		public @Nullable String getNamespace() {
			return this.namespace;
		}

		public void setNamespace(@Nullable String namespace) {
			this.namespace = namespace;
		}

		public Duration getSessionTimeout() {
			return this.sessionTimeout;
		}

		public void setSessionTimeout(Duration sessionTimeout) {
			this.sessionTimeout = sessionTimeout;
		}

		public Duration getConnectionTimeout() {
			return this.connectionTimeout;
		}

		public void setConnectionTimeout(Duration connectionTimeout) {
			this.connectionTimeout = connectionTimeout;
		}

		public Duration getTickTime() {
			return this.tickTime;
		}

		public void setTickTime(Duration tickTime) {
			this.tickTime = tickTime;
		}

		public Acl getAcl() {
			return this.acl;
		}

		public void setAcl(Acl acl) {
			this.acl = acl;
		}

		public List<Auth> getAuth() {
			return this.auth;
		}

		public void setAuth(List<Auth> auth) {
			this.auth = auth;
		}

		public boolean isEnsembleTracker() {
			return this.ensembleTracker;
		}

		public void setEnsembleTracker(boolean ensembleTracker) {
			this.ensembleTracker = ensembleTracker;
		}

		public boolean isReadOnly() {
			return this.readOnly;
		}

		public void setReadOnly(boolean readOnly) {
			this.readOnly = readOnly;
		}

		public boolean isFailFast() {
			return this.failFast;
		}

		public void setFailFast(boolean failFast) {
			this.failFast = failFast;
		}

		public boolean isObserverMaster() {
			return this.observerMaster;
		}

		public void setObserverMaster(boolean observerMaster) {
			this.observerMaster = observerMaster;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

		public Sasl getSasl() {
			return this.sasl;
		}

		public Retry getRetry() {
			return this.retry;
		}

		public Embedded getEmbedded() {
			return this.embedded;
		}

	}

	/**
	 * Access that created nodes give.
	 */
	public enum Acl {

		/**
		 * Everybody may do everything.
		 */
		OPEN,

		/**
		 * Only whoever has the credentials of the creator may do anything.
		 */
		CREATOR

	}

	/**
	 * Credentials to authenticate with. They have no {@code toString} that would show
	 * them.
	 */
	public static class Auth {

		/**
		 * Authentication scheme, such as digest.
		 */
		private @Nullable String scheme;

		/**
		 * Credentials, such as user:password for digest.
		 */
		private @Nullable String credentials;

		public @Nullable String getScheme() {
			return this.scheme;
		}

		public void setScheme(@Nullable String scheme) {
			this.scheme = scheme;
		}

		public @Nullable String getCredentials() {
			return this.credentials;
		}

		public void setCredentials(@Nullable String credentials) {
			this.credentials = credentials;
		}

	}

	/**
	 * Properties of encrypted connections.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle that connections use. If not set, they are not
		 * encrypted.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * Properties of authentication by SASL.
	 */
	public static class Sasl {

		/**
		 * Name of the JAAS login context to authenticate with. If not set, the one named
		 * Client, if there is one.
		 */
		private @Nullable String loginContext;

		public @Nullable String getLoginContext() {
			return this.loginContext;
		}

		public void setLoginContext(@Nullable String loginContext) {
			this.loginContext = loginContext;
		}

	}

	/**
	 * Properties of retries.
	 */
	public static class Retry {

		/**
		 * How long to wait before the first retry. Later ones wait longer.
		 */
		private Duration baseSleep = Duration.ofMillis(100);

		/**
		 * How long to wait at most before a retry.
		 */
		private Duration maxSleep = Duration.ofSeconds(5);

		/**
		 * Number of retries, 29 at most.
		 */
		private int maxRetries = 29;

		public Duration getBaseSleep() {
			return this.baseSleep;
		}

		public void setBaseSleep(Duration baseSleep) {
			this.baseSleep = baseSleep;
		}

		public Duration getMaxSleep() {
			return this.maxSleep;
		}

		public void setMaxSleep(Duration maxSleep) {
			this.maxSleep = maxSleep;
		}

		public int getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(int maxRetries) {
			this.maxRetries = maxRetries;
		}

	}

	/**
	 * Properties of the embedded server.
	 */
	public static class Embedded {

		/**
		 * Whether to run a ZooKeeper server in this process, or to join the one that
		 * another process on this host runs, unless a connect string is set. For
		 * development only.
		 */
		private boolean enabled;

		/**
		 * Port the server listens on. Any free port if 0. With peers, the one whose peer
		 * this instance runs.
		 */
		private int port = 2181;

		/**
		 * Peers that instances run as one ensemble, each as host:port, or as
		 * host:port:quorum-port:election-port. Each instance takes the first on its host
		 * that is free. For development only.
		 */
		private List<String> peers = new ArrayList<>();

		/**
		 * Directory the server keeps its data in, or peers theirs below. If not set, a
		 * temporary one.
		 */
		private @Nullable Path dataDir;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public List<String> getPeers() {
			return this.peers;
		}

		public void setPeers(List<String> peers) {
			this.peers = peers;
		}

		public @Nullable Path getDataDir() {
			return this.dataDir;
		}

		public void setDataDir(@Nullable Path dataDir) {
			this.dataDir = dataDir;
		}

	}

}
