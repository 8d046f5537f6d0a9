// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sentencecases.h"
#include "tests/sentencestage.h"
#include "tests/storedcases.h"
#include "tests/support/goldenfile.h"

#include <QTest>

using namespace Clearsky;

/// What people read when something is wrong: every case of tests/sentencecases.cpp at every kind it applies
/// to, through the providers' real code and real HTTP, compared with tests/data/sentences.txt.
/// CLEARSKY_UPDATE_SENTENCES=1 writes that file anew; then read what changed.
class TestSentences final : public QObject
{
    Q_OBJECT

private:
    void compare(const QString &caseName, const QString &kind, const QString &sentence)
    {
        const QString text = withPlaceholders(sentence);
        const QString difference = golden.compare(caseName, kind, text);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        // Sentences in brackets tell of a success.
        if (!text.startsWith(u'('))
            QVERIFY2(styleFault(text).isEmpty(), qPrintable(styleFault(text) + u": " + text));
    }

    GoldenFile golden{QStringLiteral(TEST_DATA "/sentences.txt")};
    std::unique_ptr<SentenceStage> stage;

private Q_SLOTS:
    void initTestCase()
    {
        // A name that does not exist is told in a second, also where no name server answers.
        qputenv("RES_OPTIONS", "timeout:1 attempts:1");
        stage = std::make_unique<SentenceStage>();
    }

    void cleanup() { stage->reset(); }

    void everyKindNamesCauseAndRemedy_data()
    {
        QTest::addColumn<const BadCase *>("badCase");
        QTest::addColumn<QString>("kind");
        const Registry registry = makeRegistry();
        for (const BadCase &badCase : badCases()) {
            for (const auto &contract : registry.contracts()) {
                const QString kind = contract->kind().id;
                if (badCase.applies(*contract))
                    QTest::addRow("%s, %s", badCase.name, qPrintable(kind)) << &badCase << kind;
            }
        }
    }
    void everyKindNamesCauseAndRemedy()
    {
        QFETCH(const BadCase *, badCase);
        QFETCH(QString, kind);
        const QString sentence = badCase->run(*stage, *stage->registry.contract(kind));
        compare(QString::fromUtf8(badCase->name), kind, sentence);
    }

    void whatIsEnteredOrKeptNamesCauseAndRemedy_data()
    {
        QTest::addColumn<const StoredCase *>("storedCase");
        for (const StoredCase &storedCase : storedCases())
            QTest::addRow("%s", storedCase.name) << &storedCase;
    }
    void whatIsEnteredOrKeptNamesCauseAndRemedy()
    {
        QFETCH(const StoredCase *, storedCase);
        compare(QString::fromUtf8(storedCase->name), QStringLiteral("any"), storedCase->run());
    }

    void everyLineOfTheFileIsOfACase()
    {
        QVERIFY2(golden.unused().isEmpty(), qPrintable(golden.unused().join(u'\n')));
        QVERIFY(golden.save());
    }
};

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"
