/**
 * The commands of Windows that the scripts may call, with the parameters that Windows PowerShell 5.1 on Server 2019 and
 * later has for them, as far as they are used. Whatever is not here, no script calls: a new one is added on purpose, after
 * a look at its 5.1 documentation.
 */
export const ALLOWED_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  // Microsoft.PowerShell.Core and .Utility
  'ConvertFrom-Json': [],
  'ConvertTo-Json': ['InputObject', 'Depth', 'Compress'],
  'ForEach-Object': [],
  'Get-Command': ['Name', 'CommandType', 'ErrorAction'],
  'Get-Date': [],
  'Get-FileHash': ['LiteralPath', 'Algorithm'],
  'Import-Module': ['Name'],
  'Invoke-RestMethod': [],
  'Invoke-WebRequest': [],
  'New-Object': ['TypeName', 'ArgumentList'],
  'Select-Object': ['First', 'Skip'],
  'Set-StrictMode': ['Version'],
  'Sort-Object': ['Property', 'Descending'],
  'Start-Sleep': ['Seconds'],
  'Where-Object': [],
  'Write-Output': [],
  'Add-Type': ['TypeDefinition', 'IgnoreWarnings'],
  // Microsoft.PowerShell.Management, .Archive, .Security, .LocalAccounts
  'Add-Content': ['LiteralPath', 'Value', 'Encoding'],
  'Add-LocalGroupMember': ['SID', 'Member'],
  'Copy-Item': ['LiteralPath', 'Destination', 'Force'],
  'Expand-Archive': ['LiteralPath', 'DestinationPath', 'Force'],
  'Get-Acl': ['LiteralPath'],
  'Get-AuthenticodeSignature': ['LiteralPath'],
  'Get-ChildItem': ['LiteralPath', 'Filter', 'File', 'Directory', 'Recurse'],
  'Get-Content': ['LiteralPath', 'Raw', 'Encoding'],
  'Get-Item': ['LiteralPath'],
  'Get-ItemProperty': ['LiteralPath'],
  'Get-LocalUser': ['Name', 'ErrorAction'],
  'Get-PSDrive': ['Name', 'ErrorAction'],
  'Join-Path': ['Path', 'ChildPath'],
  'Move-Item': ['LiteralPath', 'Destination', 'Force'],
  'New-Item': ['Path', 'ItemType', 'Force'],
  'New-ItemProperty': ['LiteralPath', 'Name', 'Value', 'PropertyType', 'Force'],
  'Remove-Item': ['LiteralPath', 'Recurse', 'Force'],
  'Remove-ItemProperty': ['LiteralPath', 'Name'],
  'Set-Content': ['LiteralPath', 'Value', 'Encoding', 'NoNewline', 'Force'],
  'Set-LocalUser': ['Name', 'Password'],
  'Set-Service': ['Name', 'StartupType'],
  'Split-Path': ['Path', 'Leaf'],
  'Start-Process': [],
  'Start-Service': ['Name'],
  'Stop-Process': ['Id', 'Force'],
  'Stop-Service': ['Name', 'Force', 'NoWait'],
  'Test-ComputerSecureChannel': [],
  'Test-Path': ['LiteralPath'],
  'Unblock-File': ['LiteralPath'],
  // CimCmdlets, Storage, NetTCPIP, DnsClient, Microsoft.PowerShell.Diagnostics
  'Get-CimInstance': ['ClassName', 'Filter'],
  'Invoke-CimMethod': ['InputObject', 'MethodName', 'Arguments'],
  'Format-Volume': ['Partition', 'Confirm', 'ErrorAction'],
  'Get-Disk': [],
  'Get-Partition': ['DiskNumber', 'ErrorAction'],
  'Get-PartitionSupportedSize': ['ErrorAction'],
  'Resize-Partition': ['Size', 'ErrorAction'],
  'Get-Volume': ['Partition', 'ErrorAction'],
  'Initialize-Disk': ['Number', 'PartitionStyle', 'ErrorAction'],
  'New-Partition': ['DiskNumber', 'UseMaximumSize', 'ErrorAction'],
  'Set-Disk': ['Number', 'IsOffline', 'IsReadOnly', 'ErrorAction'],
  'Set-Partition': ['DiskNumber', 'PartitionNumber', 'NewDriveLetter', 'ErrorAction'],
  'Get-NetTCPConnection': ['OwningProcess', 'State', 'ErrorAction'],
  'Resolve-DnsName': ['Name', 'QuickTimeout', 'ErrorAction'],
  'Get-WinEvent': ['FilterHashtable', 'MaxEvents', 'ErrorAction'],
  // ServerManager, ActiveDirectory, LAPS
  'Get-ADServiceAccount': ['Identity'],
  'Get-WindowsFeature': ['Name'],
  'Install-ADServiceAccount': ['Identity'],
  'Install-WindowsFeature': ['Name'],
  'Invoke-LapsPolicyProcessing': [],
  'Test-ADServiceAccount': ['Identity', 'WarningAction'],
};

/** Commands of the module DataGateway, which only PowerShell 7 loads (Learn, module DataGateway; 2026-08). */
export const GATEWAY_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'Add-DataGatewayCluster': [],
  'Add-DataGatewayClusterMember': [],
  'Add-DataGatewayClusterUser': [],
  'Connect-DataGatewayServiceAccount': [],
  'Get-DataGatewayCluster': [],
  'Get-DataGatewayClusterStatus': ['GatewayClusterId'],
  'Remove-DataGatewayClusterMember': [],
  'Set-DataGatewayCluster': [],
};

/** Static members of .NET that .NET Framework 4.8 has. */
export const ALLOWED_STATIC_MEMBERS: readonly string[] = [
  'Environment.Is64BitProcess',
  'Math.Max',
  'Math.Min',
  'Net.ServicePointManager.SecurityProtocol',
  'Net.WebRequest.DefaultWebProxy',
  'Net.SecurityProtocolType.Tls12',
  'Security.Cryptography.RandomNumberGenerator.Create',
  'StringComparison.Ordinal',
  'UriPartial.Authority',
  'byte[].new',
  'Convert.ToBase64String',
  'Convert.FromBase64String',
  'regex.Escape',
  'System.Net.NetworkCredential.new',
  'System.Security.Cryptography.X509Certificates.X509KeyStorageFlags.UserKeySet',
];

/** What only .NET of PowerShell 7 has, in the part that runs there. */
export const ALLOWED_IN_POWERSHELL_7: readonly string[] = ['System.Net.Http.HttpClient.DefaultProxy'];
