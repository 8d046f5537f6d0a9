// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/huaweiregions.h"

namespace Clearsky {

namespace {

using namespace Qt::Literals;

struct Region
{
    const char *id;
    const char *services; ///< documented there
};

constexpr Region regions[] = {
    {"af-north-1", "workspace"},
    {"af-south-1", "workspace"},
    {"ae-ad-1", "roma"},
    {"ap-southeast-1", "workspace roma"},
    {"ap-southeast-2", "workspace"},
    {"ap-southeast-3", "workspace roma clouddc"},
    {"ap-southeast-4", ""},
    {"cn-east-2", "roma"},
    {"cn-east-3", "workspace roma clouddc"},
    {"cn-east-4", ""},
    {"cn-east-5", "workspace"},
    {"cn-north-1", "roma"},
    {"cn-north-2", ""},
    {"cn-north-4", "workspace roma"},
    {"cn-north-9", "workspace"},
    {"cn-north-11", "workspace"},
    {"cn-north-12", ""},
    {"cn-south-1", "workspace roma clouddc"},
    {"cn-south-2", ""},
    {"cn-southwest-2", "workspace clouddc"},
    {"eu-de", "csbs"},
    {"eu-nl", ""},
    {"eu-west-0", "csbs"},
    {"eu-west-101", "workspace roma"},
    {"la-north-2", "workspace"},
    {"la-south-2", "workspace"},
    {"me-east-1", "workspace"},
    {"my-kualalumpur-1", ""},
    {"na-mexico-1", ""},
    {"ru-moscow-1", ""},
    {"ru-northwest-2", "roma"},
    {"sa-brazil-1", "workspace"},
    {"tr-west-1", "workspace"},
};

} // namespace

QStringList huaweiRegions()
{
    QStringList ids;
    for (const Region &region : regions)
        ids.append(QLatin1String(region.id));
    return ids;
}

QString huaweiEndpoint(const QString &service, const QString &region)
{
    const bool isIam = service == "iam"_L1;
    if (region == "eu-de"_L1 || region == "eu-nl"_L1)
        return u"https://{service}.{region}.otc.t-systems.com"_s;
    if (region == "eu-west-0"_L1)
        return u"https://{service}.{region}.prod-cloud-ocb.orange-business.com"_s;
    // The vendor's SDK has IAM of this region at .eu and Workspace at .com (api/huawei.md 4.1).
    if (region == "eu-west-101"_L1 && service != "workspace"_L1)
        return u"https://{service}.{region}.myhuaweicloud.eu"_s;
    // A token of the global endpoint works in every region; partner regions are on their own (2.1, 8).
    if (isIam && region != "ae-ad-1"_L1 && region != "eu-west-101"_L1)
        return u"https://iam.myhuaweicloud.com"_s;
    return u"https://{service}.{region}.myhuaweicloud.com"_s;
}

bool mayOffer(const QString &region, const QString &service)
{
    for (const Region &known : regions) {
        if (region == QLatin1String(known.id))
            return QString::fromLatin1(known.services).split(u' ').contains(service);
    }
    return true;
}

} // namespace Clearsky
