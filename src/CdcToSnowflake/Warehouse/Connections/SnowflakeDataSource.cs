using System.Data.Common;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Warehouse.Connections;

/// <summary>Makes a data source for an account out of a connection string.</summary>
public static class SnowflakeDataSource
{
    private const string Package = "Snowflake.Data";

    /// <summary>Prepares access to an account; nothing is sent yet.</summary>
    /// <param name="connectionString">In the words of Snowflake's .NET driver. The built-in provider knows those of <see cref="SnowflakeSqlApiOptions.Parse"/>.</param>
    /// <param name="provider">Who speaks to Snowflake.</param>
    /// <returns>The data source; dispose of it.</returns>
    /// <exception cref="InvalidOperationException">The driver was asked for, and the application doesn't reference its package; or the package has no provider where it used to be.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public static DbDataSource Create(string connectionString, SnowflakeProvider provider = SnowflakeProvider.Automatic)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        if (provider is < SnowflakeProvider.Automatic or > SnowflakeProvider.SnowflakeData)
        {
            throw new ArgumentOutOfRangeException(nameof(provider), provider, null);
        }

        var factory = provider == SnowflakeProvider.SqlApi ? null : Driver();
        return factory is not null ? factory.CreateDataSource(connectionString)
            : provider == SnowflakeProvider.SqlApi ? new SnowflakeSqlApiDataSource(connectionString)
            : provider == SnowflakeProvider.Automatic ? BuiltIn(connectionString)
            : throw new InvalidOperationException($"The provider {Package} was asked for, but the application doesn't have it: add the package (dotnet add package {Package}), or use the built-in provider (SnowflakeProvider.SqlApi).");
    }

    private static SnowflakeSqlApiDataSource BuiltIn(string connectionString)
    {
        try
        {
            return new SnowflakeSqlApiDataSource(connectionString);
        }
        catch (ArgumentException e) when (ConnectionWords.IsForTheDriver(e))
        {
            throw new ArgumentException($"{e.Message} Or add the package of Snowflake's own driver, which is taken then and knows more words: dotnet add package {Package}.", e);
        }
    }

    /// <summary>Found by its name, so that nothing here depends on the package. The name is a constant, so that trimming keeps the type.</summary>
    private static DbProviderFactory? Driver()
    {
        // Not the Instance that factories usually have: some versions of the driver have none.
        var type = Type.GetType("Snowflake.Data.Client.SnowflakeDbFactory, Snowflake.Data", throwOnError: false);
        return type is null ? null
            : Activator.CreateInstance(type) as DbProviderFactory
            ?? throw new InvalidOperationException($"The package {Package} that the application references (version {type.Assembly.GetName().Version}) has a SnowflakeDbFactory that is no DbProviderFactory: use another version, or the built-in provider (SnowflakeProvider.SqlApi).");
    }
}
