# Backs the store up each night, by Windows' own task scheduler. As an administrator, once.
$python = "C:\dashboard\.venv\Scripts\python.exe"
$what = New-ScheduledTaskAction -Execute $python -WorkingDirectory "C:\dashboard" `
  -Argument "-m data_access backup --into C:\ProgramData\dashboard\backups --keep 35"
$when = New-ScheduledTaskTrigger -Daily -At "02:30"
$how = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew `
  -ExecutionTimeLimit (New-TimeSpan -Hours 2)
$who = New-ScheduledTaskPrincipal -UserId "NT AUTHORITY\LocalService" -LogonType ServiceAccount
# A task has no settings of its own: those of the service are set for the whole computer.
[Environment]::SetEnvironmentVariable("DASHBOARD_DATA_FOLDER", "C:\ProgramData\dashboard\stores", "Machine")
Register-ScheduledTask -TaskName "Dashboard backup" -Action $what -Trigger $when -Settings $how -Principal $who -Force
