// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/keyauthenticator.h"

#include "app/providers/answer.h"
#include "app/providers/huawei/errorsentences.h"
#include "app/providers/huawei/huaweierrors.h"
#include "app/providers/huawei/sdksigner.h"
#include "app/providers/huawei/signincall.h"
#include "app/providers/jsonreader.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

using namespace Qt::Literals;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::KeyAuthenticator)
};

struct Project
{
    QString id{};
    QString name{};
};

Result<QList<Project>> readProjects(const HttpReply &reply, const QString &region)
{
    const auto object = readHuaweiObject(reply);
    if (!object) {
        Error error = object.error();
        // A key has no session that could have ended.
        if (error.kind == Error::Kind::SessionExpired) {
            error.kind = Error::Kind::SignInRefused;
            error.message = huaweiSentence(HuaweiSentence::KeyRefused);
        }
        return failure(error);
    }
    JsonReader body(*object);
    QList<Project> projects;
    for (JsonReader &row : body.objects("projects"_L1)) {
        const Project project{.id = row.id("id"_L1), .name = row.text("name"_L1)};
        body.adopt(row);
        // Whoever ignores the filter sends all projects.
        if (project.name == region && row.optionalFlag("enabled"_L1).value_or(true))
            projects.append(project);
    }
    if (!body.ok())
        return failure(malformedAnswer(reply, body.fact()));
    return projects;
}

Result<Project> onlyProject(const QList<Project> &projects, const QString &region)
{
    if (projects.size() == 1)
        return projects.first();
    const QString message = projects.isEmpty()
        ? Texts::tr("This access key has no project in the region %1. Open the region once in the provider's console, or "
                    "choose another region in the account.")
              .arg(region)
        : Texts::tr("%1 projects of this access key are named %2. Enter the Project ID of the right one in the account.")
              .arg(projects.size())
              .arg(region);
    return failure({.kind = Error::Kind::NotPermitted, .message = message});
}

} // namespace

struct KeyAuthenticator::Session
{
    Account account{};
    Transport &transport;
    Result<QUrl> iam;
    std::shared_ptr<SdkSigner> signer{};
    bool hasKey = false;
    Identity identity{};
    bool isReady = false;

    void setProject(const Project &project);
};

void KeyAuthenticator::Session::setProject(const Project &project)
{
    identity = {.userId = account.accessKeyId.trimmed(), .projectId = project.id, .projectName = project.name};
    signer->setProjectId(project.id);
    isReady = true;
}

class KeyAuthenticator::Job final : public SignInCall
{
public:
    explicit Job(std::shared_ptr<Session> session)
        : m_session(std::move(session))
    {
    }

protected:
    void run() override
    {
        if (!m_session->hasKey) {
            finishWith(failure({.kind = Error::Kind::Configuration,
                                .message = Texts::tr("The Access Key ID or the Secret Access Key is missing. Enter both in "
                                                     "the account.")}));
            return;
        }
        const QString known = m_session->account.projectId.isEmpty() ? m_session->identity.projectId
                                                                     : m_session->account.projectId;
        if (!known.isEmpty()) {
            m_session->setProject({.id = known, .name = m_session->identity.projectName});
            finishWith(m_session->identity);
            return;
        }
        if (!m_session->iam) {
            finishWith(tl::make_unexpected(m_session->iam.error()));
            return;
        }
        const ApiRequest request{.service = u"iam"_s,
                                 .pathSegments = {u"v3"_s, u"projects"_s},
                                 .query = {{u"name"_s, m_session->account.region}},
                                 .action = u"ListProjects"_s};
        await(m_session->transport.send(*m_session->iam, request, m_session->signer));
    }

    void onAnswer(const HttpReply &reply) override
    {
        const QString region = m_session->account.region;
        const auto project = readProjects(reply, region).and_then([&region](const QList<Project> &projects) {
            return onlyProject(projects, region);
        });
        if (project) {
            m_session->setProject(*project);
            finishWith(m_session->identity);
            return;
        }
        // The next attempt signs with the provider's time.
        if (project.error().kind == Error::Kind::ClockSkew && reply.date.isValid() && reply.receivedAt.isValid())
            m_session->signer->setClockOffset(std::chrono::seconds(reply.receivedAt.secsTo(reply.date)));
        finishWith(tl::make_unexpected(project.error()));
    }

private:
    std::shared_ptr<Session> m_session;
};

KeyAuthenticator::KeyAuthenticator(const Account &account, const Credentials &credentials, Transport &transport,
                                   const Result<QUrl> &iam)
    : m_session(std::make_shared<Session>(
        Session{.account = account,
                .transport = transport,
                .iam = iam,
                .signer = std::make_shared<SdkSigner>(account.accessKeyId.trimmed(),
                                                      credentials.value(CredentialField::secretAccessKey),
                                                      credentials.value(CredentialField::securityToken)),
                .hasKey = !account.accessKeyId.trimmed().isEmpty()
                    && credentials.contains(CredentialField::secretAccessKey)}))
{
}

KeyAuthenticator::~KeyAuthenticator() = default;

bool KeyAuthenticator::isReady() const
{
    return m_session->isReady;
}

ResultJob<Identity> *KeyAuthenticator::signIn()
{
    return new Job(m_session);
}

void KeyAuthenticator::invalidate()
{
    m_session->isReady = false;
}

void KeyAuthenticator::setClockOffset(std::chrono::seconds offset)
{
    m_session->signer->setClockOffset(offset);
}

std::shared_ptr<const Signer> KeyAuthenticator::signer() const
{
    return m_session->signer;
}

} // namespace Clearsky
