using CdcToSnowflake.Hosting;

namespace OwnerApp.Accounts;

/// <summary>Who is who in the warehouse.</summary>
internal static class RoleRegistration
{
    public static void AddRoles(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection(CdcOptions.Section)["Snowflake:ConnectionString"] is null)
        {
            builder.Services.AddSingleton<IRoleConnections, EmbeddedRoles>();
        }
        else
        {
            builder.Services.AddSingleton<IRoleConnections, AccountRoles>();
        }

        builder.Services.AddSingleton<Sessions>().AddSingleton<Owners>().AddHostedService(services => services.GetRequiredService<Owners>());
    }
}
