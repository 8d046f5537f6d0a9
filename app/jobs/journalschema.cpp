// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalschema.h"

#include "models/job.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace Clearsky {

namespace {

/// Whether a column holds one of these words, spelt out: SQLite builds an index anew for every row of an IN with a list.
QString isOneOf(const QString &column, const QList<ItemState> &states)
{
    QStringList words;
    for (const ItemState state : states)
        words.append(QStringLiteral("%1 = '%2'").arg(column, itemStateId(state)));
    return words.join(QStringLiteral(" OR "));
}

/// canMove() of OLD.state and NEW.state.
QString isLegalMove()
{
    QStringList moves;
    for (const ItemState from : allItemStates()) {
        QList<ItemState> ways;
        for (const ItemState to : allItemStates()) {
            if (canMove(from, to))
                ways.append(to);
        }
        if (!ways.isEmpty())
            moves.append(QStringLiteral("OLD.state = '%1' AND (%2)").arg(itemStateId(from), isOneOf(QStringLiteral("NEW.state"), ways)));
    }
    return moves.join(QStringLiteral(" OR "));
}

/// Words that many rows share (reasons, proofs, scopes, paths) are kept once, in `phrase`; 0 stands for none. An item has no
/// kind of its own, its job has it. The path of a request for one item has {id} and {scope} in place of that item's
/// (engine.md R24: 300 bytes for an item).
QStringList tables()
{
    return {
        QStringLiteral("CREATE TABLE meta(lineage TEXT NOT NULL, commits INTEGER NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE phrase(id INTEGER PRIMARY KEY, words ANY NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE job(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
                       " account_name TEXT NOT NULL, environment TEXT NOT NULL, origin TEXT NOT NULL, project TEXT NOT NULL,"
                       " kind TEXT NOT NULL, plan_sha256 TEXT NOT NULL, n_items INTEGER NOT NULL CHECK(n_items > 0),"
                       " listed_total INTEGER NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,"
                       " state TEXT NOT NULL, stop_requested INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',"
                       " ended_at TEXT, damaged INTEGER NOT NULL DEFAULT 0, parts_with_others TEXT NOT NULL DEFAULT '[]') STRICT"),
        QStringLiteral("CREATE TABLE request(job INTEGER NOT NULL REFERENCES job(id), seq INTEGER NOT NULL,"
                       " n_items INTEGER NOT NULL CHECK(n_items > 0), body_sha256 BLOB, lane INTEGER NOT NULL,"
                       " method INTEGER NOT NULL, path INTEGER NOT NULL, item INTEGER, intent_at INTEGER NOT NULL,"
                       " done_at INTEGER,"
                       " http INTEGER, error_class TEXT, code TEXT, provider_request_id TEXT, provider_job_id TEXT,"
                       " elapsed_ms INTEGER, outcome INTEGER NOT NULL DEFAULT 0, encoded_authorization TEXT,"
                       " answer_excerpt TEXT, PRIMARY KEY(job, seq)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE item(job INTEGER NOT NULL REFERENCES job(id), pos INTEGER NOT NULL,"
                       " scope INTEGER NOT NULL, rid ANY NOT NULL CHECK(rid <> ''), shown_name TEXT NOT NULL,"
                       " fingerprint TEXT NOT NULL, state TEXT NOT NULL CHECK(%1),"
                       " request INTEGER NOT NULL DEFAULT 0, reason INTEGER NOT NULL DEFAULT 0,"
                       " proof INTEGER NOT NULL DEFAULT 0, no_resend INTEGER NOT NULL DEFAULT 0,"
                       " unknown_sends INTEGER NOT NULL DEFAULT 0, reappeared INTEGER NOT NULL DEFAULT 0, ended_at INTEGER,"
                       " refused_by_id INTEGER NOT NULL DEFAULT 0, failure_before INTEGER NOT NULL DEFAULT 0,"
                       " PRIMARY KEY(job, pos), UNIQUE(job, rid, scope)) STRICT, WITHOUT ROWID")
            .arg(isOneOf(QStringLiteral("state"), allItemStates())),
        QStringLiteral("CREATE TABLE look(id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job(id),"
                       " at INTEGER NOT NULL, kind TEXT NOT NULL, complete INTEGER NOT NULL, pages INTEGER NOT NULL,"
                       " found INTEGER NOT NULL, evidence_sha256 BLOB NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE event(id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job(id), at TEXT NOT NULL,"
                       " what TEXT NOT NULL) STRICT"),
    };
}

/// AFTER, because SQLite then looks each changed row up once instead of twice; an abort undoes the whole statement either way.
QStringList triggers()
{
    const QString refuse = QStringLiteral(" BEGIN SELECT RAISE(ABORT, '%1'); END");
    return {
        QStringLiteral("CREATE TRIGGER item_moves AFTER UPDATE OF state ON item WHEN NEW.state <> OLD.state AND NOT (%1)")
                .arg(isLegalMove())
            + refuse.arg(QStringLiteral("this transition does not exist")),
        QStringLiteral("CREATE TRIGGER item_proof AFTER UPDATE ON item WHEN NEW.state = 'deleted' AND NEW.proof = 0")
            + refuse.arg(QStringLiteral("deleted needs a proof")),
        QStringLiteral("CREATE TRIGGER item_resend AFTER UPDATE OF state ON item WHEN OLD.state = 'unknown'"
                       " AND NEW.state = 'pending' AND (OLD.no_resend = 1 OR NEW.no_resend = 1 OR NEW.unknown_sends >= 2)")
            + refuse.arg(QStringLiteral("this item must not be sent again")),
        QStringLiteral("CREATE TRIGGER item_no_resend AFTER UPDATE OF no_resend ON item"
                       " WHEN OLD.no_resend = 1 AND NEW.no_resend = 0")
            + refuse.arg(QStringLiteral("no_resend is never cleared")),
        QStringLiteral("CREATE TRIGGER item_starts BEFORE INSERT ON item WHEN NEW.state <> 'pending'"
                       " AND (SELECT damaged FROM job WHERE id = NEW.job) = 0")
            + refuse.arg(QStringLiteral("an item starts as pending")),
    };
}

QStringList marks()
{
    return {QStringLiteral("PRAGMA application_id = %1").arg(journalApplicationId),
            QStringLiteral("PRAGMA user_version = %1").arg(journalSchemaVersion)};
}

QString newLineage()
{
    const QString uuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return QStringLiteral("INSERT INTO meta(lineage, commits) VALUES('%1', 0)").arg(uuid);
}

/// Version 1 kept all words in the rows themselves, and times as text.
QStringList fromVersion1()
{
    QStringList steps;
    for (const char *table : {"item", "look", "event", "request", "job"})
        steps.append(QStringLiteral("ALTER TABLE %1 RENAME TO old_%1").arg(QLatin1String(table)));
    steps += tables();
    steps += newLineage();
    steps += QStringLiteral("INSERT INTO phrase(words) SELECT words FROM (SELECT scope AS words FROM old_item UNION"
                            " SELECT reason FROM old_item UNION SELECT proof FROM old_item UNION SELECT lane FROM old_request"
                            " UNION SELECT method FROM old_request UNION SELECT path FROM old_request UNION"
                            " SELECT outcome FROM old_request) WHERE words <> ''");
    steps += QStringLiteral("CREATE INDEX old_phrase ON phrase(words)");
    steps += QStringLiteral("INSERT INTO job SELECT id, uuid, account, account_name, environment, origin, project, kind,"
                            " plan_sha256, n_items, listed_total, created_at, expires_at, state, stop_requested, note, ended_at,"
                            " 0, '[]' FROM old_job");
    const auto phrase = [](const char *column) {
        return QStringLiteral("coalesce((SELECT id FROM phrase WHERE words = %1), 0)").arg(QLatin1String(column));
    };
    const auto milliseconds = [](const char *column) {
        return QStringLiteral("CAST(strftime('%s', %1) AS INTEGER) * 1000").arg(QLatin1String(column));
    };
    steps += QStringLiteral("INSERT INTO request SELECT job, seq, n_items, CAST(body_sha256 AS BLOB), %1, %2, %3, NULL, %4, %5, http,"
                            " error_class, code, provider_request_id, provider_job_id, elapsed_ms, %6, encoded_authorization,"
                            " answer_excerpt FROM old_request")
                 .arg(phrase("lane"), phrase("method"), phrase("path"), milliseconds("intent_at"), milliseconds("done_at"),
                      phrase("outcome"));
    steps += QStringLiteral("INSERT INTO item SELECT job, pos, %1, rid, shown_name, fingerprint, state, request, %2, %3,"
                            " no_resend, unknown_sends, reappeared, CAST(strftime('%s', ended_at) AS INTEGER), 0, 0 FROM old_item")
                 .arg(phrase("scope"), phrase("reason"), phrase("proof"));
    steps += QStringLiteral("INSERT INTO look SELECT id, job, %1, kind, complete, pages, found, CAST(evidence_sha256 AS BLOB)"
                            " FROM old_look")
                 .arg(milliseconds("at"));
    steps += QStringLiteral("INSERT INTO event SELECT id, job, at, what FROM old_event");
    for (const char *table : {"item", "look", "event", "request", "job"})
        steps.append(QStringLiteral("DROP TABLE old_%1").arg(QLatin1String(table)));
    steps += QStringLiteral("DROP INDEX old_phrase");
    return steps + triggers() + marks();
}

/// Version 2 forgot with the program what a look must not be believed about, and why an item was looked at.
QStringList fromVersion2()
{
    QStringList steps;
    for (const char *trigger : {"item_moves", "item_proof", "item_resend", "item_no_resend", "item_starts"})
        steps.append(QStringLiteral("DROP TRIGGER %1").arg(QLatin1String(trigger)));
    steps += QStringList{QStringLiteral("ALTER TABLE job ADD COLUMN parts_with_others TEXT NOT NULL DEFAULT '[]'"),
                       QStringLiteral("ALTER TABLE item ADD COLUMN refused_by_id INTEGER NOT NULL DEFAULT 0"),
                       QStringLiteral("ALTER TABLE item ADD COLUMN failure_before INTEGER NOT NULL DEFAULT 0")};
    return steps + triggers() + marks();
}

} // namespace

QStringList journalSchema()
{
    return tables() + QStringList{newLineage()} + triggers() + marks();
}

QStringList journalMigration(int fromVersion)
{
    switch (fromVersion) {
    case 1:
        return fromVersion1();
    case 2:
        return fromVersion2();
    default:
        return {};
    }
}

QString pathTemplate(QString path, const ResourceRef &ref)
{
    path.replace(ref.id, QStringLiteral("{id}"));
    return ref.scope.isEmpty() ? path : path.replace(ref.scope, QStringLiteral("{scope}"));
}

QString pathOfTemplate(QString path, const ResourceRef &ref)
{
    return path.replace(QStringLiteral("{scope}"), ref.scope).replace(QStringLiteral("{id}"), ref.id);
}

QVariant packedId(const QString &id)
{
    const QUuid uuid(id);
    const bool sameAgain = !uuid.isNull() && uuid.toString(QUuid::WithoutBraces) == id; // capitals and braces are kept
    return sameAgain ? QVariant(uuid.toRfc4122()) : QVariant(id);
}

QString unpackedId(const QVariant &packed)
{
    if (packed.typeId() != QMetaType::QByteArray)
        return packed.toString();
    return QUuid::fromRfc4122(packed.toByteArray()).toString(QUuid::WithoutBraces);
}

QString textOfList(const QStringList &list)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

QStringList listFromText(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).toVariant().toStringList();
}

} // namespace Clearsky
