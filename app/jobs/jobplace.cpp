// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/jobplace.h"

#include "app/providers/connection.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::JobPlace)
};

QString told(const QString &planned, const QString &now)
{
    return Texts::tr("Its account leads to %1 now; its plan was made for %2. Nothing was sent. Set the account back and "
                     "resume the job, or stop it.")
        .arg(now, planned);
}

} // namespace

QString strayedFrom(const StoredJob &job, const Connection &connection)
{
    if (connection.account().id != job.summary.accountId)
        return Texts::tr("This connection belongs to another account. Nothing was sent.");
    if (connection.origin() != job.origin)
        return told(job.origin, connection.origin());
    const QString project = connection.isSignedIn() ? connection.scope().projectId : job.summary.projectId;
    if (project != job.summary.projectId)
        return told(Texts::tr("project %1").arg(job.summary.projectId), Texts::tr("project %1").arg(project));
    return {};
}

} // namespace Clearsky
