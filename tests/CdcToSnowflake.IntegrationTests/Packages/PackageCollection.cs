namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>The tests of packages: they share a feed, and build one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>
{
    public const string Name = "Packages";
}
