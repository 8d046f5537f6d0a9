// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sentencestage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals;

namespace {

/// Where a value stands in a document: names of members and numbers of elements.
using Path = QList<QVariant>;

void collect(const QJsonValue &value, const Path &path, QList<Path> &paths)
{
    if (!path.isEmpty())
        paths.append(path);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        collect(*member, path + Path{member.key()}, paths);
    const QJsonArray array = value.toArray();
    const qsizetype few = std::min<qsizetype>(array.size(), 2); // the others are like them
    for (qsizetype i = 0; i < few; ++i)
        collect(array.at(i), path + Path{i}, paths);
}

/// The document with another value in that place; undefined takes it away.
QJsonValue withValue(const QJsonValue &value, const Path &path, const QJsonValue &other)
{
    if (path.isEmpty())
        return other;
    const Path rest = path.mid(1);
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        const QString key = path.first().toString();
        object.insert(key, withValue(object.value(key), rest, other)); // undefined removes
        return object;
    }
    QJsonArray array = value.toArray();
    const qsizetype at = path.first().toLongLong();
    if (rest.isEmpty() && other.isUndefined())
        array.removeAt(at);
    else
        array.replace(at, withValue(array.at(at), rest, other));
    return array;
}

QJsonValue valueAt(QJsonValue value, const Path &path)
{
    for (const QVariant &part : path)
        value =
            value.isArray() ? value.toArray().at(part.toLongLong()) : value.toObject().value(part.toString());
    return value;
}

/// Whether the change leaves out elements of a list and nothing else.
bool leavesOut(const QJsonObject &body, const Path &path, const QJsonValue &other)
{
    const bool isElement = path.last().userType() != QMetaType::QString;
    return (isElement && other.isUndefined()) || (other == QJsonArray{} && valueAt(body, path).isArray());
}

QString textOf(const Path &path)
{
    QStringList parts;
    for (const QVariant &part : path)
        parts.append(part.toString());
    return parts.join(u'.');
}

} // namespace

/// Whatever a provider changes in an answer, nothing crashes, and a list is read whole or not at all: a row
/// that cannot be read must never be missing quietly, since what is not listed counts as deleted.
class TestChangedAnswers final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SentenceStage> stage = std::make_unique<SentenceStage>();

    void tryAll(const KindContract &contract, const ApiRequest &request, const HttpReply &reply)
    {
        const auto good = contract.readPage(request, reply);
        QVERIFY(good);
        const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
        QVERIFY(!body.isEmpty());
        QList<Path> paths;
        collect(body, {}, paths);
        const QList<QJsonValue> others{QJsonValue(QJsonValue::Undefined),
                                       QJsonValue(),
                                       QJsonValue(true),
                                       QJsonValue(-1),
                                       QJsonValue(9.3e18),
                                       QJsonValue(QString()),
                                       QJsonValue(QString(QChar(0)) + u"\u202e<b>&\"'"_s),
                                       QJsonValue(QString(10'000, u'x')),
                                       QJsonValue(QJsonArray{}),
                                       QJsonValue(QJsonArray{QJsonArray{1}, u"a"_s}),
                                       QJsonValue(QJsonObject{{u"id"_s, 1}})};
        for (const Path &path : std::as_const(paths)) {
            for (const QJsonValue &other : others) {
                if (!good->total && leavesOut(body, path, other))
                    continue; // without a total nobody can tell
                HttpReply changed = reply;
                changed.body =
                    QJsonDocument(withValue(body, path, other).toObject()).toJson(QJsonDocument::Compact);
                check(*good, contract.readPage(request, changed), textOf(path));
            }
        }
    }

    void check(const ListPage &good, const Result<ListPage> &page, const QString &where)
    {
        if (!page) {
            QVERIFY2(!page.error().message.isEmpty(), qPrintable(where));
            return;
        }
        // Fewer rows are believed only with the total that was there before: then the list does not add up.
        const bool isWhole = page->rows.size() >= good.rows.size();
        const bool showsItself = good.total && page->total == good.total;
        QVERIFY2(isWhole || showsItself, qPrintable(where));
        for (const Resource &row : page->rows)
            QVERIFY2(!row.id.isEmpty(), qPrintable(where));
    }

private Q_SLOTS:
    void noChangedMemberLosesARow_data()
    {
        QTest::addColumn<QString>("kind");
        for (const auto &contract : stage->registry.contracts())
            QTest::addRow("%s", qPrintable(contract->kind().id)) << contract->kind().id;
    }
    void noChangedMemberLosesARow()
    {
        QFETCH(QString, kind);
        const KindContract &contract = *stage->registry.contract(kind);
        const auto pages = stage->pages(contract);
        QVERIFY(!pages.isEmpty());
        for (const auto &[request, reply] : pages)
            tryAll(contract, request, reply);
    }

    void everyCutAnswerIsRefused_data() { noChangedMemberLosesARow_data(); }
    void everyCutAnswerIsRefused()
    {
        QFETCH(QString, kind);
        const KindContract &contract = *stage->registry.contract(kind);
        const auto pages = stage->pages(contract);
        QVERIFY(!pages.isEmpty());
        for (const auto &[request, reply] : pages) {
            HttpReply cut = reply;
            for (qsizetype size = reply.body.size() - 1; size >= 0; size -= 53) {
                cut.body = reply.body.left(size);
                const auto page = contract.readPage(request, cut);
                QVERIFY2(!page, qPrintable(QString::number(size)));
                QCOMPARE(page.error().kind, Error::Kind::Malformed);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestChangedAnswers)
#include "tst_changedanswers.moc"
