// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalschema.h"

#include "models/job.h"

namespace Clearsky {

namespace {

QString quotedList(const QStringList &words)
{
    return u'\'' + words.join(QStringLiteral("','")) + u'\'';
}

QString itemStates()
{
    QStringList words;
    for (const ItemState state : allItemStates())
        words.append(itemStateId(state));
    return quotedList(words);
}

/// The pairs of canMove(), as "from>to".
QString legalMoves()
{
    QStringList pairs;
    for (const ItemState from : allItemStates()) {
        for (const ItemState to : allItemStates()) {
            if (canMove(from, to))
                pairs.append(itemStateId(from) + u'>' + itemStateId(to));
        }
    }
    return quotedList(pairs);
}

QStringList tables()
{
    return {
        QStringLiteral("CREATE TABLE job(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
                       " account_name TEXT NOT NULL, environment TEXT NOT NULL, origin TEXT NOT NULL, project TEXT NOT NULL,"
                       " kind TEXT NOT NULL, plan_sha256 TEXT NOT NULL, n_items INTEGER NOT NULL CHECK(n_items > 0),"
                       " listed_total INTEGER NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,"
                       " state TEXT NOT NULL, stop_requested INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',"
                       " ended_at TEXT) STRICT"),
        QStringLiteral("CREATE TABLE request(id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job(id),"
                       " seq INTEGER NOT NULL, n_items INTEGER NOT NULL CHECK(n_items > 0), body_sha256 TEXT NOT NULL,"
                       " lane TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, intent_at TEXT NOT NULL, done_at TEXT,"
                       " http INTEGER, error_class TEXT, code TEXT, provider_request_id TEXT, provider_job_id TEXT,"
                       " elapsed_ms INTEGER, outcome TEXT, encoded_authorization TEXT, answer_excerpt TEXT,"
                       " UNIQUE(job, seq)) STRICT"),
        QStringLiteral("CREATE TABLE item(id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job(id),"
                       " pos INTEGER NOT NULL, kind TEXT NOT NULL, scope TEXT NOT NULL, rid TEXT NOT NULL CHECK(rid <> ''),"
                       " shown_name TEXT NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN (%1)),"
                       " request INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', proof TEXT NOT NULL DEFAULT '',"
                       " no_resend INTEGER NOT NULL DEFAULT 0, unknown_sends INTEGER NOT NULL DEFAULT 0,"
                       " reappeared INTEGER NOT NULL DEFAULT 0, ended_at TEXT, updated_at TEXT,"
                       " UNIQUE(job, pos), UNIQUE(job, kind, scope, rid)) STRICT")
            .arg(itemStates()),
        QStringLiteral("CREATE TABLE look(id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job(id), at TEXT NOT NULL,"
                       " kind TEXT NOT NULL, complete INTEGER NOT NULL, pages INTEGER NOT NULL, found INTEGER NOT NULL,"
                       " evidence_sha256 TEXT NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE event(id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job(id), at TEXT NOT NULL,"
                       " what TEXT NOT NULL) STRICT"),
        QStringLiteral("CREATE INDEX item_open ON item(job, state) WHERE ended_at IS NULL"),
    };
}

QStringList triggers()
{
    const QString refuse = QStringLiteral(" BEGIN SELECT RAISE(ABORT, '%1'); END");
    return {
        QStringLiteral("CREATE TRIGGER item_moves BEFORE UPDATE OF state ON item WHEN NEW.state <> OLD.state"
                       " AND OLD.state || '>' || NEW.state NOT IN (%1)")
                .arg(legalMoves())
            + refuse.arg(QStringLiteral("this transition does not exist")),
        QStringLiteral("CREATE TRIGGER item_proof BEFORE UPDATE ON item WHEN NEW.state = 'deleted' AND NEW.proof = ''")
            + refuse.arg(QStringLiteral("deleted needs a proof")),
        QStringLiteral("CREATE TRIGGER item_resend BEFORE UPDATE OF state ON item WHEN OLD.state = 'unknown'"
                       " AND NEW.state = 'pending' AND (OLD.no_resend = 1 OR NEW.no_resend = 1 OR NEW.unknown_sends >= 2)")
            + refuse.arg(QStringLiteral("this item must not be sent again")),
        QStringLiteral("CREATE TRIGGER item_no_resend BEFORE UPDATE OF no_resend ON item"
                       " WHEN OLD.no_resend = 1 AND NEW.no_resend = 0")
            + refuse.arg(QStringLiteral("no_resend is never cleared")),
        QStringLiteral("CREATE TRIGGER item_starts BEFORE INSERT ON item WHEN NEW.state <> 'pending'")
            + refuse.arg(QStringLiteral("an item starts as pending")),
    };
}

} // namespace

QStringList journalSchema()
{
    return tables() + triggers()
        + QStringList{QStringLiteral("PRAGMA application_id = %1").arg(journalApplicationId),
                      QStringLiteral("PRAGMA user_version = %1").arg(journalSchemaVersion)};
}

} // namespace Clearsky
