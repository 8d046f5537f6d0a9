// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/account.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

struct EnvironmentRow
{
    Environment environment;
    const char *id;
    const char *title;
};

constexpr EnvironmentRow environments[] = {
    {Environment::Production, "production", QT_TRANSLATE_NOOP("Environment", "Production")},
    {Environment::Staging, "staging", QT_TRANSLATE_NOOP("Environment", "Staging")},
    {Environment::Test, "test", QT_TRANSLATE_NOOP("Environment", "Test")},
    {Environment::Unknown, "unknown", QT_TRANSLATE_NOOP("Environment", "Unknown")},
};

const EnvironmentRow &rowOf(Environment environment)
{
    for (const EnvironmentRow &row : environments) {
        if (row.environment == environment)
            return row;
    }
    return environments[3];
}

} // namespace

QString environmentId(Environment environment)
{
    return QLatin1String(rowOf(environment).id);
}

Environment environmentFromId(const QString &id)
{
    for (const EnvironmentRow &row : environments) {
        if (id == QLatin1String(row.id))
            return row.environment;
    }
    return Environment::Unknown;
}

QString environmentTitle(Environment environment)
{
    return QCoreApplication::translate("Environment", rowOf(environment).title);
}

QList<Environment> allEnvironments()
{
    QList<Environment> all;
    for (const EnvironmentRow &row : environments)
        all.append(row.environment);
    return all;
}

} // namespace Clearsky
