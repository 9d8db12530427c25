"""Complaints: how many, how fast, what was concluded, and what had to be reported.

Every measure here takes the complaint dataset's frame and the day it is read on: later complaints
are left out, and what happened later is undone. Rules are those of the Local Authority Social
Services and National Health Service Complaints (England) Regulations 2009 (SI 2009/309):
acknowledged within 3 working days (regulation 13), answered within six months or as agreed
(regulation 14), reported once a year (regulation 18).
"""
