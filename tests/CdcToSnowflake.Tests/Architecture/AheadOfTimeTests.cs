using System.Linq.Expressions;
using System.Reflection.Emit;
using System.Text.Json;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Architecture;

/// <summary>Applications that are compiled ahead of time can use the built-in data source and the failure alerts: nothing in them looks at types at run time.</summary>
public class AheadOfTimeTests
{
    private static readonly Type[] Forbidden = [typeof(JsonSerializer), typeof(Expression), typeof(DynamicMethod), typeof(Activator), typeof(System.Reflection.MethodInfo), typeof(System.Reflection.PropertyInfo)];

    [Theory]
    [InlineData("CdcToSnowflake.Warehouse.SqlApi", 30)]
    [InlineData("CdcToSnowflake.Operations.Failures", 20)]
    public void Folder_UsesNothingThatNeedsTheJit(string folder, int least)
    {
        var types = typeof(SnowflakeSqlApiDataSource).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(folder, StringComparison.Ordinal) == true).ToList();
        Assert.True(types.Count > least);
        Assert.Empty(types.SelectMany(type => TypeReferences.Of(type).Intersect(Forbidden).Select(used => $"{type} uses {used}")));
    }
}
