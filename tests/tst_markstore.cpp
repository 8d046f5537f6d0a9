// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/windowfixture.h"

#include "app/markstore.h"
#include "ui/mainactions.h"
#include "ui/plaintext.h"
#include "ui/resourcepage.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// One run of the program after another, over the same data folder.
class Run
{
public:
    Run(WindowFixture &f, const QString &folder)
        : m_fixture(f)
        , store(folder)
        , window(f.theme, f.settings)
        , workbench(window, f.store, {&f.kinds[0]},
                    [this](const Account &, const ResourceKind &) {
                        auto made = std::make_unique<PlayedSource>();
                        source = made.get();
                        return made;
                    },
                    f.clock, f.settings, f.dialogs)
    {
        workbench.keepMarksIn(store);
        window.show();
        QSignalSpy loaded(&store, &MarkStore::loaded);
        workbench.openList(f.account().id, f.kinds[0].id);
        if (loaded.isEmpty())
            loaded.wait();
    }
    [[nodiscard]] ResourcePage &page() const { return *workbench.page(m_fixture.account().id, m_fixture.kinds[0].id); }
    [[nodiscard]] Marks &marks() const { return page().marks(); }
    [[nodiscard]] bool says(const QString &text) const
    {
        const QList<PlainLabel *> labels = window.findChildren<PlainLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&text](const PlainLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

private:
    WindowFixture &m_fixture;

public:
    PlayedSource *source = nullptr;
    MarkStore store;
    MainWindow window;
    Workbench workbench;
};

} // namespace

class TestMarkStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyIdSurvives();
    void damagedFilesAreNoMarks_data();
    void damagedFilesAreNoMarks();
    void filesAreTheOwnersAlone();
    void marksSurviveARestart();
    void thousandsOfMarksAreLookedUpMeanwhile();
    void partsOfListsGetNoMarks();
    void marksOfWhatIsGoneAreDroppedAndTold();
    void clearedMarksStayCleared();
    void highlightIsNotKept();
    void removedAccountsLeaveNoMarks();
    void tellsWhenAllIsWritten();
};

void TestMarkStore::anyIdSurvives()
{
    const ResourceKind kind = snapshotKind();
    ResourceStore rows(kind);
    QList<Resource> resources;
    for (const QString &id : {u"plain"_s, u"with space"_s, u"line\nbreak\t%41"_s, u"ключ"_s, u"../../etc"_s}) {
        Resource row{.id = id, .scope = id.size() % 2 ? u"check point/"_s : QString()};
        row.cells.resize(kind.columns.size());
        resources.append(row);
    }
    const auto slots = rows.upsert(resources).all;
    RowBits marks(rows.rows().slotCount());
    QList<ResourceKey> expected;
    for (size_t i = 0; i < slots.size(); ++i) {
        marks.set(slots[i]);
        expected.append(resources.at(static_cast<qsizetype>(i)).key());
    }
    QCOMPARE(marksFromText(marksText(rows.rows(), marks)), expected);
}

void TestMarkStore::damagedFilesAreNoMarks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another version") << QByteArray("clearsky marks 2\n a\n");
    QTest::newRow("noise") << QByteArray("\x00\xff\n\n a", 6);
    QTest::newRow("no ids") << QByteArray("clearsky marks 1\nscope \nword\n\n");
}

void TestMarkStore::damagedFilesAreNoMarks()
{
    QFETCH(QByteArray, text);
    QVERIFY(marksFromText(text).isEmpty());
}

void TestMarkStore::filesAreTheOwnersAlone()
{
    const QTemporaryDir folder;
    const ResourceKind kind = snapshotKind();
    ResourceStore rows(kind);
    Resource row{.id = u"1"_s};
    row.cells.resize(kind.columns.size());
    RowBits marks(64);
    marks.set(rows.upsert({row}).all.front());
    {
        MarkStore store(folder.path());
        store.keep(u"../out"_s, kind.id, rows.snapshot(), marks);
    }
    const QStringList accounts = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    QCOMPARE(accounts, QStringList{u"%2E%2E%2Fout"_s});
    const QDir account(folder.filePath(accounts.first()));
    const QFileInfoList files = account.entryInfoList(QDir::Files | QDir::Hidden);
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.first().permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
}

void TestMarkStore::marksSurviveARestart()
{
    WindowFixture f;
    const QTemporaryDir folder;
    const QList<Resource> rows = f.rows(10);
    const QList<ResourceKey> chosen{rows.at(1).key(), rows.at(7).key()};
    {
        Run first(f, folder.path());
        first.source->succeed(rows);
        first.marks().setMarked(chosen, true); // and the program ends before the write is due
    }
    Run second(f, folder.path());
    second.source->succeed(rows);
    QCOMPARE(second.marks().keys(), QSet<ResourceKey>(chosen.cbegin(), chosen.cend()));
    QCOMPARE(second.page().planInput().marked.size(), 2);
    QVERIFY(!second.says(u"no longer there"_s));
}

void TestMarkStore::thousandsOfMarksAreLookedUpMeanwhile()
{
    WindowFixture f;
    const QTemporaryDir folder;
    const QList<Resource> rows = f.rows(8000);
    {
        Run first(f, folder.path());
        first.source->succeed(rows);
        QList<ResourceKey> keys{rows.at(7999).key()};
        for (const Resource &row : rows.first(6000))
            keys.append(row.key());
        first.marks().setMarked(keys, true);
    }
    Run second(f, folder.path());
    second.source->succeed(rows.sliced(3));
    second.page().model().removeResources({rows.at(10).key()}); // while they are looked up
    QTRY_COMPARE(second.marks().count(), 5997);
    QVERIFY(second.marks().isMarked(rows.at(7999).key()));
    QVERIFY(!second.marks().isMarked(rows.at(6000).key()));
    QTRY_VERIFY(second.says(u"4 marked resources are no longer there."_s));
}

void TestMarkStore::partsOfListsGetNoMarks()
{
    WindowFixture f;
    const QTemporaryDir folder;
    const QList<Resource> rows = f.rows(10);
    {
        Run first(f, folder.path());
        first.source->succeed(rows);
        first.window.actions().markAllMatching->trigger();
    }
    {
        Run second(f, folder.path());
        second.source->page(rows.mid(0, 4), 10);
        QCOMPARE(second.marks().count(), 0);
        second.source->fail({.kind = Error::Kind::NoAnswer, .message = u"No."_s});
        QCOMPARE(second.marks().count(), 0);
        second.marks().setMarked({rows.at(0).key()}, true);
        f.clock.advance(5s);
    }
    Run third(f, folder.path());
    third.source->succeed(rows);
    QCOMPARE(third.marks().count(), 10); // a part of a list has overwritten nothing
}

void TestMarkStore::marksOfWhatIsGoneAreDroppedAndTold()
{
    WindowFixture f;
    const QTemporaryDir folder;
    const QList<Resource> rows = f.rows(10);
    {
        Run first(f, folder.path());
        first.source->succeed(rows);
        first.window.actions().markAllMatching->trigger();
    }
    {
        Run second(f, folder.path());
        second.source->succeed(rows.mid(0, 7));
        QCOMPARE(second.marks().count(), 7);
        QVERIFY(second.says(u"3 marked resources are no longer there."_s));
    }
    Run third(f, folder.path());
    third.source->succeed(rows); // they are back, their marks are not
    QCOMPARE(third.marks().count(), 7);
    QVERIFY(!third.says(u"no longer there"_s));
}

void TestMarkStore::clearedMarksStayCleared()
{
    WindowFixture f;
    const QTemporaryDir folder;
    const QList<Resource> rows = f.rows(10);
    {
        Run first(f, folder.path());
        first.source->succeed(rows);
        first.window.actions().markAllMatching->trigger();
        f.clock.advance(2s);
        first.window.actions().clearMarks->trigger();
    }
    Run second(f, folder.path());
    second.source->succeed(rows);
    QCOMPARE(second.marks().count(), 0);
}

void TestMarkStore::highlightIsNotKept()
{
    WindowFixture f;
    const QTemporaryDir folder;
    {
        Run first(f, folder.path());
        first.source->succeed(f.rows(10));
        first.window.actions().highlightAll->trigger();
    }
    Run second(f, folder.path());
    second.source->succeed(f.rows(10));
    QCOMPARE(second.marks().count(), 0);
}

void TestMarkStore::removedAccountsLeaveNoMarks()
{
    WindowFixture f;
    const QTemporaryDir folder;
    {
        Run first(f, folder.path());
        first.source->succeed(f.rows(10));
        first.window.actions().markAllMatching->trigger();
        f.clock.advance(2s);
        QVERIFY(f.store.remove(f.account().id).has_value());
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestMarkStore::tellsWhenAllIsWritten()
{
    const QTemporaryDir folder;
    const ResourceKind kind = snapshotKind();
    ResourceStore rows(kind);
    QList<Resource> resources;
    for (int i = 0; i < 20'000; ++i)
        resources.append({.id = QString::number(i), .cells = QList<QVariant>(kind.columns.size())});
    rows.upsert(resources);
    MarkStore store(folder.path());
    store.keep(u"account"_s, kind.id, rows.rows(), rows.rows().alive());
    std::optional<bool> wasWritten;
    store.whenDone(this, [&] { wasWritten = !QDir(folder.filePath(u"account"_s)).isEmpty(); });
    QVERIFY(!wasWritten);
    QTRY_VERIFY(wasWritten.has_value());
    QVERIFY(*wasWritten);
}

QTEST_MAIN(TestMarkStore)
#include "tst_markstore.moc"
