// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/accountstore.h"

#include "app/accounts/accountjson.h"
#include "app/clock.h"
#include "app/datafolder.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace Clearsky {

namespace {

constexpr QLatin1String versionKey("version");
constexpr QLatin1String accountsKey("accounts");
constexpr QLatin1String idKey("id");
constexpr qint64 largestFile = 16 * 1024 * 1024;

tl::unexpected<Error> storageFailure(const QString &message, const QString &detail = {})
{
    return failure({.kind = Error::Kind::Storage, .message = message, .detail = detail});
}

bool sameName(const QString &left, const QString &right)
{
    return QString::compare(left.trimmed(), right.trimmed(), Qt::CaseInsensitive) == 0;
}

} // namespace

AccountStore::AccountStore(QString path, const Clock &clock, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_clock(clock)
{
}

Result<void> AccountStore::load()
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly)) {
        m_readOnly = true;
        return storageFailure(
            tr("The list of accounts %1 cannot be read and is left untouched. Check its permissions, "
               "then start Clearsky again.")
                .arg(QDir::toNativeSeparators(m_path)),
            file.errorString());
    }
    const QByteArray bytes = file.read(largestFile + 1);
    const bool failed = file.error() != QFileDevice::NoError;
    file.close();
    if (failed) {
        m_readOnly = true;
        return storageFailure(
            tr("The list of accounts %1 cannot be read and is left untouched. Check the disk, then "
               "start Clearsky again.")
                .arg(QDir::toNativeSeparators(m_path)),
            file.errorString());
    }
    return read(bytes);
}

Result<void> AccountStore::read(const QByteArray &bytes)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parseError);
    if (bytes.size() > largestFile || !document.isObject())
        return moveAside(document.isNull() ? parseError.errorString() : QStringLiteral("not an object"));
    const QJsonObject object = document.object();
    const int version = object.value(versionKey).toInt();
    if (version < 1 || !object.value(accountsKey).isArray())
        return moveAside(QStringLiteral("no version or no accounts"));
    // A newer file is read as far as it can be understood and never written.
    m_readOnly = version > formatVersion;
    QList<Account> accounts;
    QSet<QString> ids;
    const QJsonArray array = object.value(accountsKey).toArray();
    for (const QJsonValue &entry : array) {
        const auto account = accountFromJson(entry.toObject());
        const bool usable = account && !ids.contains(account->id);
        if (!usable && !m_readOnly)
            return moveAside(account ? QStringLiteral("an id stands twice") : account.error().message);
        if (!usable)
            continue;
        ids.insert(account->id);
        accounts.append(*account);
    }
    m_accounts = accounts;
    m_document = object;
    if (!m_readOnly)
        return {};
    return storageFailure(
        tr("The list of accounts %1 was written by a newer Clearsky. Accounts can be used but not "
           "changed here; install the newer version to change them.")
            .arg(QDir::toNativeSeparators(m_path)));
}

tl::unexpected<Error> AccountStore::moveAside(const QString &detail)
{
    const QString stem = m_path + QStringLiteral(".damaged-")
        + m_clock.wallTime().toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    QString aside = stem;
    for (int i = 2; QFile::exists(aside); ++i)
        aside = stem + QLatin1Char('-') + QString::number(i);
    if (!QFile::rename(m_path, aside)) {
        m_readOnly = true;
        return storageFailure(
            tr("The list of accounts %1 is damaged and could not be moved aside; it is left "
               "untouched and no account can be changed. Move it away, then start Clearsky again.")
                .arg(QDir::toNativeSeparators(m_path)),
            detail);
    }
    return storageFailure(
        tr("The list of accounts is damaged. It was kept as %1; add the accounts again or restore "
           "that file from a backup. Secrets in the system keychain are untouched.")
            .arg(QDir::toNativeSeparators(aside)),
        detail);
}

const Account *AccountStore::account(const QString &id) const
{
    const qsizetype index = indexOf(id);
    return index < 0 ? nullptr : &m_accounts.at(index);
}

Result<void> AccountStore::checkName(const QString &name, const QString &id) const
{
    const QString wanted = name.trimmed();
    const auto refuse = [](const QString &message) {
        return failure({.kind = Error::Kind::Configuration, .message = message});
    };
    if (wanted.isEmpty())
        return refuse(tr("The account needs a name. Enter one."));
    if (wanted.size() > longestName)
        return refuse(tr("The name is longer than %1 characters. Shorten it.").arg(longestName));
    const bool unprintable = std::any_of(wanted.begin(), wanted.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
    if (unprintable)
        return refuse(tr("The name contains a character that cannot be seen. Type the name again."));
    for (const Account &other : m_accounts) {
        if (other.id != id && sameName(other.name, wanted))
            return refuse(tr("There is already an account named “%1”. Choose another name.").arg(other.name));
    }
    return {};
}

Result<Account> AccountStore::add(Account account)
{
    account.name = account.name.trimmed();
    if (account.id.isEmpty())
        account.id = makeId();
    Q_ASSERT(indexOf(account.id) < 0);
    if (const auto named = checkName(account.name, account.id); !named)
        return failure(named.error());
    if (const auto written = replace(m_accounts + QList<Account>{account}); !written)
        return failure(written.error());
    Q_EMIT added(account);
    return account;
}

Result<void> AccountStore::update(const Account &account)
{
    const qsizetype index = indexOf(account.id);
    Q_ASSERT(index >= 0);
    if (const auto named = checkName(account.name, account.id); !named)
        return named;
    Account changed = account;
    changed.name = changed.name.trimmed();
    if (m_accounts.at(index) == changed)
        return {};
    QList<Account> accounts = m_accounts;
    accounts[index] = changed;
    if (const auto written = replace(accounts); !written)
        return written;
    Q_EMIT updated(changed);
    return {};
}

Result<void> AccountStore::remove(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0)
        return {};
    QList<Account> accounts = m_accounts;
    accounts.removeAt(index);
    if (const auto written = replace(accounts); !written)
        return written;
    Q_EMIT removed(id);
    return {};
}

QString AccountStore::makeId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Result<void> AccountStore::replace(const QList<Account> &accounts)
{
    if (const auto writable = checkWritable(); !writable)
        return writable;
    QHash<QString, QJsonObject> known;
    const QJsonArray before = m_document.value(accountsKey).toArray();
    for (const QJsonValue &entry : before)
        known.insert(entry.toObject().value(idKey).toString(), entry.toObject());
    QJsonArray after;
    for (const Account &account : accounts)
        after.append(accountToJson(account, known.value(account.id)));
    QJsonObject document = m_document;
    document.insert(versionKey, formatVersion);
    document.insert(accountsKey, after);
    if (const auto written = writePrivateFile(m_path, QJsonDocument(document).toJson()); !written)
        return written;
    m_document = document;
    m_accounts = accounts;
    return {};
}

Result<void> AccountStore::checkWritable() const
{
    if (!m_readOnly)
        return {};
    return storageFailure(
        tr("The list of accounts cannot be changed: it comes from a newer Clearsky, or could not be "
           "read when Clearsky started."));
}

qsizetype AccountStore::indexOf(const QString &id) const
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&id](const Account &account) { return account.id == id; });
    return found == m_accounts.end() ? -1 : std::distance(m_accounts.begin(), found);
}

} // namespace Clearsky
