using CdcToSnowflake.Warehouse.SqlApi;
using Microsoft.Extensions.DependencyInjection;

namespace CdcToSnowflake.IntegrationTests.Docs;

internal static class OAuthAccount
{
    public static void Run(CdcToSnowflake.Hosting.CdcBuilder cdc)
    {
        cdc.ToSnowflake(services =>
        {
            var tokens = services.GetRequiredService<TokenClient>();
            return new SnowflakeSqlApiDataSource(new SnowflakeSqlApiOptions
            {
                Account = "myorg-myaccount",
                Authenticator = SnowflakeAuthenticator.OAuth,
                TokenProvider = tokens.GetAsync,
                Role = "LOADER",
                Warehouse = "ETL_WH",
            });
        });
    }

    private abstract class TokenClient
    {
        public abstract ValueTask<string> GetAsync(CancellationToken cancellationToken);
    }
}
