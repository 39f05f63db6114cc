using System.Linq.Expressions;
using System.Reflection.Emit;
using System.Text.Json;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Architecture;

/// <summary>Applications that are compiled ahead of time can use the built-in data source: nothing in it looks at types at run time.</summary>
public class AheadOfTimeTests
{
    private static readonly Type[] Forbidden = [typeof(JsonSerializer), typeof(Expression), typeof(DynamicMethod), typeof(Activator), typeof(System.Reflection.MethodInfo), typeof(System.Reflection.PropertyInfo)];

    [Fact]
    public void SqlApi_UsesNothingThatNeedsTheJit()
    {
        var types = typeof(SnowflakeSqlApiDataSource).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("CdcToSnowflake.Warehouse.SqlApi", StringComparison.Ordinal) == true).ToList();
        Assert.True(types.Count > 30);
        Assert.Empty(types.SelectMany(type => TypeReferences.Of(type).Intersect(Forbidden).Select(used => $"{type} uses {used}")));
    }
}
