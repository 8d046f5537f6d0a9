// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/enginejobsource.h"

#include "app/jobs/jobengine.h"

namespace Clearsky {

EngineJobSource::EngineJobSource(JobEngine &engine, QObject *parent)
    : JobSource(parent)
    , m_engine(engine)
{
    connect(&engine, &JobEngine::jobAdded, this, &JobSource::jobAdded);
    connect(&engine, &JobEngine::jobChanged, this, &JobSource::jobChanged);
    connect(&engine, &JobEngine::itemsChanged, this, &JobSource::itemsChanged);
    connect(&engine, &JobEngine::requestLogged, this, &JobSource::requestLogged);
}

QStringList EngineJobSource::jobIds() const
{
    return m_engine.jobIds();
}

const JobSummary *EngineJobSource::job(const QString &jobId) const
{
    return m_engine.job(jobId);
}

JobOutlook EngineJobSource::outlook(const QString &jobId) const
{
    return m_engine.outlook(jobId);
}

const QList<JobItem> &EngineJobSource::items(const QString &jobId) const
{
    return m_engine.items(jobId);
}

const QList<RequestRecord> &EngineJobSource::requests(const QString &jobId) const
{
    return m_engine.requests(jobId);
}

void EngineJobSource::undo(const QString &jobId)
{
    m_engine.undo(jobId);
}

void EngineJobSource::stop(const QString &jobId)
{
    m_engine.stop(jobId);
}

void EngineJobSource::pause(const QString &jobId)
{
    m_engine.pause(jobId);
}

void EngineJobSource::resume(const QString &jobId)
{
    m_engine.resume(jobId);
}

void EngineJobSource::verifyAgain(const QString &jobId)
{
    m_engine.verifyAgain(jobId);
}

} // namespace Clearsky
