CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE batch (
	batch_id INTEGER NOT NULL,
	import_id INTEGER,
	dataset VARCHAR NOT NULL,
	action TEXT NOT NULL,
	nature TEXT NOT NULL,
	source_name VARCHAR NOT NULL,
	sha256 VARCHAR,
	recorded_by VARCHAR NOT NULL,
	recorded_at DATETIME NOT NULL,
	rows_new INTEGER NOT NULL,
	rows_changed INTEGER NOT NULL,
	rows_unchanged INTEGER NOT NULL,
	rows_removed INTEGER NOT NULL,
	rows_rejected INTEGER NOT NULL,
	target_import INTEGER,
	note VARCHAR,
	read_as TEXT, rows_used INTEGER,
	PRIMARY KEY (batch_id)
);

CREATE INDEX ix_batch_dataset ON batch (dataset);

CREATE INDEX ix_batch_import_id ON batch (import_id);

CREATE INDEX ix_batch_recorded_at ON batch (recorded_at);

CREATE INDEX ix_batch_sha256 ON batch (sha256);

CREATE TABLE affirmation (
	batch_id INTEGER NOT NULL,
	dataset VARCHAR NOT NULL,
	row_id INTEGER NOT NULL,
	last_row_id INTEGER NOT NULL,
	PRIMARY KEY (batch_id, dataset, row_id)
);

CREATE TABLE council (
	authority VARCHAR(120) NOT NULL,
	authority_type TEXT,
	home BOOLEAN NOT NULL,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE finding (
	authority VARCHAR NOT NULL,
	source_kind TEXT NOT NULL,
	published DATE,
	statement VARCHAR NOT NULL,
	section VARCHAR,
	paragraph INTEGER NOT NULL,
	sentence INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	paraphrased BOOLEAN NOT NULL,
	polarity TEXT NOT NULL,
	category TEXT NOT NULL,
	themes TEXT NOT NULL,
	coded_by TEXT NOT NULL,
	suggested_polarity VARCHAR,
	suggested_category VARCHAR,
	suggested_themes TEXT,
	why VARCHAR,
	reference VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE ombudsman (
	authority VARCHAR NOT NULL,
	year VARCHAR NOT NULL,
	scope VARCHAR NOT NULL,
	received INTEGER,
	investigations INTEGER,
	upheld INTEGER,
	uphold_rate FLOAT,
	similar_authority_average FLOAT,
	expected FLOAT,
	compliance_rate FLOAT,
	late_remedies INTEGER,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, not_upheld INTEGER, closed_after_enquiries INTEGER, referred_back INTEGER, advice_given INTEGER, incomplete_or_invalid INTEGER, remedies INTEGER, remedied_before INTEGER, remedied_before_rate FLOAT,
	PRIMARY KEY (row_id)
);

CREATE TABLE rating (
	authority VARCHAR NOT NULL,
	published DATE,
	published_as_stated VARCHAR,
	overall_percentage INTEGER,
	overall_rating VARCHAR NOT NULL,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, pilot BOOLEAN, note VARCHAR,
	PRIMARY KEY (row_id)
);

CREATE TABLE score (
	authority VARCHAR NOT NULL,
	statement VARCHAR NOT NULL,
	kind TEXT NOT NULL,
	published DATE,
	published_as_stated VARCHAR,
	score INTEGER,
	framework VARCHAR NOT NULL,
	commitment VARCHAR,
	rationale VARCHAR,
	evidence TEXT,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, pilot BOOLEAN, note VARCHAR,
	PRIMARY KEY (row_id)
);

CREATE TABLE theme (
	authority VARCHAR NOT NULL,
	theme VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	definition VARCHAR,
	what_counts VARCHAR,
	statements TEXT,
	cues TEXT,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE action (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	action VARCHAR NOT NULL,
	answers_kind TEXT,
	answers TEXT,
	statement VARCHAR,
	themes TEXT NOT NULL,
	team VARCHAR,
	owner VARCHAR,
	opened DATE NOT NULL,
	due DATE,
	progress VARCHAR,
	progress_on DATE,
	closed DATE,
	impact VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, complete BOOLEAN,
	PRIMARY KEY (row_id)
);

CREATE TABLE audit (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	audited DATE NOT NULL,
	team VARCHAR NOT NULL,
	practice_area TEXT NOT NULL,
	auditor_grade INTEGER NOT NULL,
	moderator_grade INTEGER,
	voice_sought BOOLEAN,
	themes TEXT NOT NULL,
	strengths TEXT,
	fed_back DATE,
	re_audit_of VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE compliment (
	authority VARCHAR NOT NULL,
	team VARCHAR,
	month DATE NOT NULL,
	theme VARCHAR,
	received INTEGER NOT NULL,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE coproduction (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	held DATE NOT NULL,
	title VARCHAR NOT NULL,
	groups TEXT NOT NULL,
	method TEXT NOT NULL,
	people INTEGER,
	level TEXT NOT NULL,
	shaped_kind TEXT,
	shaped TEXT,
	themes TEXT NOT NULL,
	said VARCHAR,
	result TEXT,
	changed VARCHAR,
	changed_on DATE,
	heard_back DATE,
	owner VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE indicator (
	authority VARCHAR NOT NULL,
	indicator VARCHAR(80) NOT NULL,
	name VARCHAR,
	period_start DATE NOT NULL,
	period_end DATE NOT NULL,
	team VARCHAR,
	breakdown VARCHAR,
	numerator FLOAT,
	denominator FLOAT,
	value FLOAT,
	per FLOAT,
	unit VARCHAR,
	direction TEXT NOT NULL,
	target FLOAT,
	statements TEXT,
	themes TEXT,
	area_code VARCHAR,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, breakdown_kind TEXT,
	PRIMARY KEY (row_id)
);

CREATE TABLE innovation (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	name VARCHAR NOT NULL,
	kind TEXT NOT NULL,
	partner VARCHAR,
	started DATE NOT NULL,
	stage TEXT NOT NULL,
	stage_since DATE,
	showed VARCHAR,
	people INTEGER,
	spread_to TEXT,
	themes TEXT NOT NULL,
	statement VARCHAR,
	owner VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE learning (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	origin TEXT NOT NULL,
	origin_reference VARCHAR,
	found DATE NOT NULL,
	lesson VARCHAR NOT NULL,
	themes TEXT NOT NULL,
	team VARCHAR,
	owner VARCHAR,
	shared_on DATE,
	shared_by TEXT,
	change VARCHAR,
	changed_on DATE,
	checked_on DATE,
	checked_by TEXT,
	check_result TEXT,
	embedded_on DATE,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE seldom_heard (
	authority VARCHAR NOT NULL,
	"group" VARCHAR(120) NOT NULL,
	why VARCHAR,
	named_in VARCHAR,
	adults INTEGER,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE staff_voice (
	authority VARCHAR NOT NULL,
	team VARCHAR NOT NULL,
	team_kind TEXT NOT NULL,
	question TEXT NOT NULL,
	wording VARCHAR,
	period_start DATE NOT NULL,
	period_end DATE NOT NULL,
	invited INTEGER,
	responses INTEGER NOT NULL,
	agree INTEGER NOT NULL,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE training (
	authority VARCHAR NOT NULL,
	team VARCHAR NOT NULL,
	team_kind TEXT NOT NULL,
	role VARCHAR NOT NULL,
	course TEXT NOT NULL,
	course_name VARCHAR,
	course_kind TEXT NOT NULL,
	month DATE NOT NULL,
	required INTEGER NOT NULL,
	offered INTEGER,
	released INTEGER,
	attended INTEGER,
	in_date INTEGER,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE workforce_route (
	authority VARCHAR NOT NULL,
	route TEXT NOT NULL,
	profession TEXT NOT NULL,
	period_start DATE NOT NULL,
	period_end DATE NOT NULL,
	available BOOLEAN,
	headcount INTEGER,
	started INTEGER NOT NULL,
	completed INTEGER,
	left_early INTEGER,
	reached_12_months INTEGER,
	retained_12_months INTEGER,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE column_name (
	authority VARCHAR NOT NULL,
	dataset VARCHAR NOT NULL,
	header VARCHAR NOT NULL,
	field VARCHAR NOT NULL,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE edition (
	authority VARCHAR NOT NULL,
	pack VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	kept DATE NOT NULL,
	day DATE NOT NULL,
	as_at VARCHAR NOT NULL,
	definition VARCHAR NOT NULL,
	audience VARCHAR NOT NULL,
	revision INTEGER NOT NULL,
	digest VARCHAR NOT NULL,
	digests VARCHAR NOT NULL,
	headlines VARCHAR NOT NULL,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, meeting_day DATE,
	PRIMARY KEY (row_id)
);

CREATE TABLE pack (
	authority VARCHAR NOT NULL,
	name VARCHAR(120) NOT NULL,
	definition VARCHAR NOT NULL,
	audience VARCHAR NOT NULL,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE review (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	opened DATE NOT NULL,
	purpose VARCHAR,
	period VARCHAR NOT NULL,
	team VARCHAR,
	practice_areas TEXT,
	sample_size INTEGER NOT NULL,
	seed VARCHAR(40) NOT NULL,
	state TEXT NOT NULL,
	finished DATE,
	conclusion VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, chaired VARCHAR, attended TEXT, chosen TEXT,
	PRIMARY KEY (row_id)
);

CREATE TABLE review_note (
	authority VARCHAR NOT NULL,
	review VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	noted DATE NOT NULL,
	kind TEXT NOT NULL,
	text VARCHAR NOT NULL,
	about VARCHAR,
	team VARCHAR,
	themes TEXT NOT NULL,
	became VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE "complaint" (
	authority VARCHAR NOT NULL,
	reference VARCHAR(60) NOT NULL,
	received DATE NOT NULL,
	acknowledged DATE,
	answer_due DATE,
	responded DATE,
	channel TEXT,
	team VARCHAR,
	themes TEXT NOT NULL,
	outcome TEXT,
	ombudsman_referred BOOLEAN,
	ombudsman_decided DATE,
	ombudsman_outcome TEXT,
	remedy_due DATE,
	remedied DATE,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE recipe (
	authority VARCHAR NOT NULL,
	layout VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	records VARCHAR NOT NULL,
	recipe VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE coverage (
	batch_id INTEGER NOT NULL,
	authority VARCHAR NOT NULL,
	dataset VARCHAR NOT NULL,
	extracted DATE NOT NULL,
	newest DATE,
	whole_to DATE,
	PRIMARY KEY (batch_id, authority)
);

CREATE INDEX ix_coverage_dataset ON coverage (dataset);

CREATE TABLE closed_period (
	authority VARCHAR NOT NULL,
	dataset VARCHAR NOT NULL,
	closed_to DATE,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE left_out (
	batch_id INTEGER NOT NULL,
	row_digest TEXT NOT NULL,
	rows INTEGER NOT NULL,
	PRIMARY KEY (batch_id, row_digest)
);

CREATE TABLE taken_up (
	batch_id INTEGER NOT NULL,
	left_out_of INTEGER NOT NULL,
	row_digest TEXT NOT NULL,
	PRIMARY KEY (batch_id, left_out_of, row_digest)
);

CREATE TABLE published_edition (
	authority VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	act TEXT NOT NULL,
	title VARCHAR(120) NOT NULL,
	day DATE NOT NULL,
	corrects INTEGER,
	reason VARCHAR,
	digest VARCHAR(64) NOT NULL,
	content VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE indicator_definition (
	authority VARCHAR NOT NULL,
	indicator VARCHAR(80) NOT NULL,
	name VARCHAR NOT NULL,
	meaning VARCHAR,
	counted VARCHAR,
	out_of VARCHAR,
	unit VARCHAR,
	per FLOAT,
	direction TEXT NOT NULL,
	target FLOAT,
	target_kind TEXT,
	target_source VARCHAR,
	frequency TEXT,
	chart TEXT,
	statements TEXT,
	themes TEXT,
	source VARCHAR,
	comparator VARCHAR,
	other_names TEXT,
	valid_from DATE,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL, same_as VARCHAR(80),
	PRIMARY KEY (row_id)
);

CREATE TABLE event (
	authority VARCHAR NOT NULL,
	event VARCHAR(120) NOT NULL,
	day DATE NOT NULL,
	effect TEXT NOT NULL,
	why VARCHAR,
	statements TEXT,
	themes TEXT,
	indicators TEXT,
	teams TEXT,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE comparator (
	authority VARCHAR NOT NULL,
	level TEXT NOT NULL,
	area VARCHAR NOT NULL,
	indicator VARCHAR(80) NOT NULL,
	name VARCHAR,
	period_start DATE NOT NULL,
	period_end DATE NOT NULL,
	breakdown_kind TEXT,
	breakdown VARCHAR,
	numerator FLOAT,
	denominator FLOAT,
	value FLOAT,
	per FLOAT,
	unit VARCHAR,
	area_code VARCHAR,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE council_profile (
	authority VARCHAR NOT NULL,
	short_name VARCHAR(80),
	ons_code VARCHAR(9),
	authority_type TEXT,
	region VARCHAR,
	population INTEGER,
	population_year INTEGER,
	area_km2 FLOAT,
	deprivation FLOAT,
	deprivation_year INTEGER,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE activity (
	activity_id INTEGER NOT NULL,
	moment DATETIME NOT NULL,
	who VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	authority VARCHAR NOT NULL,
	act TEXT NOT NULL,
	about TEXT NOT NULL,
	number INTEGER,
	PRIMARY KEY (activity_id)
);

CREATE INDEX ix_activity_moment ON activity (moment);

CREATE INDEX ix_activity_who ON activity (who);

CREATE TRIGGER activity_stays_update BEFORE UPDATE ON activity BEGIN SELECT RAISE(ABORT, 'what was done stays on record'); END;

CREATE TRIGGER activity_stays_delete BEFORE DELETE ON activity BEGIN SELECT RAISE(ABORT, 'what was done stays on record'); END;

CREATE TABLE erasure (
	erasure_id INTEGER NOT NULL,
	authority VARCHAR NOT NULL,
	batch_id INTEGER NOT NULL,
	erased_at DATETIME NOT NULL,
	erased_by VARCHAR NOT NULL,
	kind TEXT NOT NULL,
	reason VARCHAR NOT NULL,
	places TEXT NOT NULL,
	files TEXT NOT NULL,
	PRIMARY KEY (erasure_id)
);

CREATE TRIGGER erasure_stays_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'what was erased stays on record'); END;

CREATE TRIGGER erasure_stays_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'what was erased stays on record'); END;

CREATE TABLE mail_recipient (
	recipient_id INTEGER NOT NULL,
	authority VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	allowed BOOLEAN NOT NULL,
	changed_at DATETIME NOT NULL,
	changed_by VARCHAR NOT NULL,
	PRIMARY KEY (recipient_id)
);

CREATE INDEX ix_action_authority ON action (authority);

CREATE INDEX ix_audit_authority ON audit (authority);

CREATE INDEX ix_closed_period_authority ON closed_period (authority);

CREATE INDEX ix_column_name_authority ON column_name (authority);

CREATE INDEX ix_comparator_authority ON comparator (authority);

CREATE INDEX ix_complaint_authority ON complaint (authority);

CREATE INDEX ix_compliment_authority ON compliment (authority);

CREATE INDEX ix_coproduction_authority ON coproduction (authority);

CREATE INDEX ix_council_authority ON council (authority);

CREATE INDEX ix_council_profile_authority ON council_profile (authority);

CREATE INDEX ix_edition_authority ON edition (authority);

CREATE INDEX ix_event_authority ON event (authority);

CREATE INDEX ix_finding_authority ON finding (authority);

CREATE INDEX ix_indicator_authority ON indicator (authority);

CREATE INDEX ix_indicator_definition_authority ON indicator_definition (authority);

CREATE INDEX ix_innovation_authority ON innovation (authority);

CREATE INDEX ix_learning_authority ON learning (authority);

CREATE INDEX ix_ombudsman_authority ON ombudsman (authority);

CREATE INDEX ix_pack_authority ON pack (authority);

CREATE INDEX ix_published_edition_authority ON published_edition (authority);

CREATE INDEX ix_rating_authority ON rating (authority);

CREATE INDEX ix_recipe_authority ON recipe (authority);

CREATE INDEX ix_review_authority ON review (authority);

CREATE INDEX ix_review_note_authority ON review_note (authority);

CREATE INDEX ix_score_authority ON score (authority);

CREATE INDEX ix_seldom_heard_authority ON seldom_heard (authority);

CREATE INDEX ix_staff_voice_authority ON staff_voice (authority);

CREATE INDEX ix_theme_authority ON theme (authority);

CREATE INDEX ix_training_authority ON training (authority);

CREATE INDEX ix_workforce_route_authority ON workforce_route (authority);

CREATE TABLE characteristic (
	authority VARCHAR NOT NULL,
	version VARCHAR(60) NOT NULL,
	valid_from DATE NOT NULL,
	statement VARCHAR NOT NULL,
	rating TEXT NOT NULL,
	number INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE judgement (
	authority VARCHAR NOT NULL,
	version VARCHAR(60) NOT NULL,
	statement VARCHAR NOT NULL,
	rating TEXT NOT NULL,
	number INTEGER NOT NULL,
	met TEXT NOT NULL,
	judged DATE NOT NULL,
	judged_by VARCHAR(80) NOT NULL,
	note VARCHAR,
	findings TEXT,
	measures TEXT,
	audits TEXT,
	lessons TEXT,
	actions TEXT,
	missing VARCHAR,
	due DATE,
	owner VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE TABLE expected_assessment (
	authority VARCHAR NOT NULL,
	kind TEXT NOT NULL,
	expected DATE NOT NULL,
	source VARCHAR,
	row_id INTEGER NOT NULL,
	batch_id INTEGER NOT NULL,
	removed BOOLEAN NOT NULL,
	PRIMARY KEY (row_id)
);

CREATE INDEX ix_characteristic_authority ON characteristic (authority);

CREATE INDEX ix_judgement_authority ON judgement (authority);

CREATE INDEX ix_expected_assessment_authority ON expected_assessment (authority);

CREATE TABLE signed_out (
	sign_in VARCHAR(64) NOT NULL,
	until FLOAT NOT NULL,
	PRIMARY KEY (sign_in)
);

CREATE TABLE worked_out (
	authority VARCHAR NOT NULL,
	part VARCHAR NOT NULL,
	"key" VARCHAR NOT NULL,
	told VARCHAR NOT NULL,
	PRIMARY KEY (authority, part)
);

INSERT INTO alembic_version (version_num) VALUES ('0025');
