// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/accounttreemodel.h"
#include "models/resourcekind.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Clearsky;

class TestAccountTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void accountsShowTheKindsOfTheirProvider();
    void practiceAccountShowsEveryKind();
    void providerWithoutKindsHasNoRows();
    void countsStandInTheirOwnColumn();
    void countsOfUnknownRowsAreIgnored();
    void environmentIsTold_data();
    void environmentIsTold();
    void statusIsTold();
    void hostileTextStaysText();
    void changesKeepOtherIndexes();
    void updateKeepsCounts();
    void newProviderReplacesTheKinds();
    void kindsAreNotEditable();

private:
    [[nodiscard]] QStringList titles(const QString &accountId) const;

    QList<ResourceKind> m_kinds;
    std::unique_ptr<AccountTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

using Model = AccountTreeModel;

ResourceKind kind(const char *id, const char *providerId, const char *title)
{
    ResourceKind kind;
    kind.id = QLatin1String(id);
    kind.providerId = QLatin1String(providerId);
    kind.title = QLatin1String(title);
    kind.icon = QStringLiteral("camera");
    return kind;
}

Account account(const char *id, const char *providerId)
{
    return {.id = QLatin1String(id),
            .name = QStringLiteral("name of ") + QLatin1String(id),
            .providerId = QLatin1String(providerId)};
}

QString shown(const QModelIndex &index)
{
    return index.data().toString();
}

} // namespace

void TestAccountTreeModel::init()
{
    m_tester.reset();
    m_kinds = {kind("h.one", "huawei", "Ones"), kind("z.two", "zenlayer", "Twos"),
               kind("h.three", "huawei", "Threes")};
    m_model =
        std::make_unique<Model>(QList<const ResourceKind *>{&m_kinds.at(0), &m_kinds.at(1), &m_kinds.at(2)});
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setAccounts({account("a", "huawei"), account("b", "zenlayer"), account("c", "practice")});
}

QStringList TestAccountTreeModel::titles(const QString &accountId) const
{
    const QModelIndex parent = m_model->indexOf(accountId);
    QStringList result;
    for (int row = 0; row < m_model->rowCount(parent); ++row)
        result.append(shown(m_model->index(row, Model::NameColumn, parent)));
    return result;
}

void TestAccountTreeModel::accountsShowTheKindsOfTheirProvider()
{
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->columnCount(), 2);
    QCOMPARE(shown(m_model->index(0, Model::NameColumn)), QStringLiteral("name of a"));
    QCOMPARE(titles(QStringLiteral("a")), QStringList({QStringLiteral("Ones"), QStringLiteral("Threes")}));
    QCOMPARE(titles(QStringLiteral("b")), QStringList({QStringLiteral("Twos")}));
    const QModelIndex three = m_model->indexOf(QStringLiteral("a"), QStringLiteral("h.three"));
    QCOMPARE(three.data(Model::AccountIdRole).toString(), QStringLiteral("a"));
    QCOMPARE(three.data(Model::KindIdRole).toString(), QStringLiteral("h.three"));
    QCOMPARE(three.data(Model::IconNameRole).toString(), QStringLiteral("camera"));
    QVERIFY(three.parent().data(Model::KindIdRole).toString().isEmpty());
    QVERIFY(!m_model->indexOf(QStringLiteral("b"), QStringLiteral("h.three")).isValid());
    QVERIFY(!m_model->indexOf(QStringLiteral("x")).isValid());
}

void TestAccountTreeModel::practiceAccountShowsEveryKind()
{
    QCOMPARE(titles(QStringLiteral("c")),
             QStringList({QStringLiteral("Ones"), QStringLiteral("Twos"), QStringLiteral("Threes")}));
}

void TestAccountTreeModel::providerWithoutKindsHasNoRows()
{
    m_model->addAccount(account("d", "unheard of"));
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(m_model->rowCount(m_model->indexOf(QStringLiteral("d"))), 0);
}

void TestAccountTreeModel::countsStandInTheirOwnColumn()
{
    const QModelIndex name = m_model->indexOf(QStringLiteral("a"), QStringLiteral("h.three"));
    const QModelIndex count = name.siblingAtColumn(Model::CountColumn);
    QCOMPARE(shown(count), QString());
    QSignalSpy changed(m_model.get(), &Model::dataChanged);
    m_model->setCount(QStringLiteral("a"), QStringLiteral("h.three"), 3412);
    m_model->setCount(QStringLiteral("a"), QStringLiteral("h.three"), 3412);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex(), count);
    QCOMPARE(shown(count), QLocale().toString(3412));
    QCOMPARE(count.data(Qt::TextAlignmentRole).toInt(), static_cast<int>(Qt::AlignRight | Qt::AlignVCenter));
    QCOMPARE(shown(name), QStringLiteral("Threes"));
    QCOMPARE(name.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Threes"));
    m_model->setCount(QStringLiteral("a"), QStringLiteral("h.three"), 0);
    QCOMPARE(shown(count), QStringLiteral("0"));
    m_model->setCount(QStringLiteral("a"), QStringLiteral("h.three"), std::nullopt);
    QCOMPARE(shown(count), QString());
    QCOMPARE(shown(m_model->indexOf(QStringLiteral("a")).siblingAtColumn(Model::CountColumn)), QString());
}

void TestAccountTreeModel::countsOfUnknownRowsAreIgnored()
{
    QSignalSpy changed(m_model.get(), &Model::dataChanged);
    m_model->setCount(QStringLiteral("x"), QStringLiteral("h.three"), 1);
    m_model->setCount(QStringLiteral("b"), QStringLiteral("h.three"), 1);
    m_model->setCount(QStringLiteral("b"), QString(), 1);
    m_model->setStatus(QStringLiteral("b"), QStringLiteral("h.three"), Model::Status::Loading);
    QCOMPARE(changed.count(), 0);
}

void TestAccountTreeModel::environmentIsTold_data()
{
    QTest::addColumn<int>("environment");
    for (const Environment environment : allEnvironments())
        QTest::newRow(qPrintable(environmentId(environment))) << static_cast<int>(environment);
}

void TestAccountTreeModel::environmentIsTold()
{
    QFETCH(int, environment);
    Account changed = account("a", "huawei");
    changed.environment = static_cast<Environment>(environment);
    m_model->updateAccount(changed);
    const QModelIndex index = m_model->indexOf(QStringLiteral("a"));
    QCOMPARE(index.data(Model::EnvironmentRole).toInt(), environment);
    QVERIFY(
        index.data(Qt::AccessibleDescriptionRole).toString().contains(environmentTitle(changed.environment)));
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), changed.name);
    QVERIFY(!m_model->index(0, Model::NameColumn, index).data(Model::EnvironmentRole).isValid());
}

void TestAccountTreeModel::statusIsTold()
{
    const QModelIndex index = m_model->indexOf(QStringLiteral("b"), QStringLiteral("z.two"));
    QCOMPARE(index.data(Model::StatusRole).toInt(), static_cast<int>(Model::Status::Idle));
    QVERIFY(index.data(Qt::ToolTipRole).toString().isEmpty());
    m_model->setStatus(QStringLiteral("b"), QStringLiteral("z.two"), Model::Status::Loading);
    QCOMPARE(index.data(Model::StatusRole).toInt(), static_cast<int>(Model::Status::Loading));
    QCOMPARE(index.data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("Loading the list"));
    m_model->setStatus(QStringLiteral("b"), QStringLiteral("z.two"), Model::Status::Problem,
                       QStringLiteral("Why."));
    QCOMPARE(index.data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("Why."));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QLatin1String("Why.")));
}

void TestAccountTreeModel::hostileTextStaysText()
{
    Account hostile = account("a", "huawei");
    hostile.name = QStringLiteral("a\u202eb");
    m_model->updateAccount(hostile);
    QVERIFY(!shown(m_model->indexOf(QStringLiteral("a"))).contains(QChar(0x202e)));
    m_model->setStatus(QStringLiteral("a"), QStringLiteral("h.one"), Model::Status::Problem,
                       QStringLiteral("<img src='file:///etc/passwd'>"));
    const QString tip =
        m_model->indexOf(QStringLiteral("a"), QStringLiteral("h.one")).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QLatin1String("&lt;img")) && !tip.contains(QLatin1String("<img")), qPrintable(tip));
}

void TestAccountTreeModel::changesKeepOtherIndexes()
{
    const QPersistentModelIndex two = m_model->indexOf(QStringLiteral("b"), QStringLiteral("z.two"));
    const QPersistentModelIndex three = m_model->indexOf(QStringLiteral("c"), QStringLiteral("h.three"));
    const QPersistentModelIndex gone = m_model->indexOf(QStringLiteral("a"), QStringLiteral("h.one"));
    m_model->removeAccount(QStringLiteral("a"));
    m_model->removeAccount(QStringLiteral("a"));
    m_model->addAccount(account("e", "zenlayer"));
    QCOMPARE(m_model->rowCount(), 3);
    QVERIFY(!gone.isValid());
    QCOMPARE(two.data(Model::AccountIdRole).toString(), QStringLiteral("b"));
    QCOMPARE(two.parent().row(), 0);
    QCOMPARE(shown(three), QStringLiteral("Threes"));
    QCOMPARE(three.parent().data(Model::AccountIdRole).toString(), QStringLiteral("c"));
}

void TestAccountTreeModel::updateKeepsCounts()
{
    m_model->setCount(QStringLiteral("a"), QStringLiteral("h.one"), 7);
    Account renamed = account("a", "huawei");
    renamed.name = QStringLiteral("renamed");
    m_model->updateAccount(renamed);
    QCOMPARE(shown(m_model->indexOf(QStringLiteral("a"))), QStringLiteral("renamed"));
    QCOMPARE(shown(m_model->indexOf(QStringLiteral("a"), QStringLiteral("h.one"))
                       .siblingAtColumn(Model::CountColumn)),
             QStringLiteral("7"));
}

void TestAccountTreeModel::newProviderReplacesTheKinds()
{
    m_model->updateAccount(account("a", "zenlayer"));
    QCOMPARE(titles(QStringLiteral("a")), QStringList({QStringLiteral("Twos")}));
    m_model->updateAccount(account("a", "unheard of"));
    QCOMPARE(titles(QStringLiteral("a")), QStringList());
    m_model->updateAccount(account("a", "practice"));
    QCOMPARE(titles(QStringLiteral("a")).size(), 3);
    m_model->updateAccount(account("nobody", "practice"));
    QCOMPARE(m_model->rowCount(), 3);
}

void TestAccountTreeModel::kindsAreNotEditable()
{
    const QModelIndex index = m_model->indexOf(QStringLiteral("a"), QStringLiteral("h.one"));
    QVERIFY(!m_model->flags(index).testFlag(Qt::ItemIsEditable));
    QVERIFY(m_model->flags(index).testFlag(Qt::ItemIsSelectable));
}

QTEST_GUILESS_MAIN(TestAccountTreeModel)
#include "tst_accounttreemodel.moc"
